/** The scales next to the one that was asked for, at which something fits. */

/** A step of the search; scales further away than ten times are no neighbours. */
const SEARCH_TO = 10;

/** @param further scales worth trying besides the whole ones @returns below and above, at most one of each */
export function nearestScales(
  scale: number,
  fits: (scale: number) => boolean,
  further: readonly number[] = [],
): number[] {
  const whole = Array.from({ length: Math.floor(scale * SEARCH_TO) }, (_, index) => index + 1);
  const candidates = [...whole, ...further.flatMap((one) => [Number(one.toPrecision(3)), one])]
    .filter((one) => one > 0 && one !== scale && one <= scale * SEARCH_TO)
    .sort((a, b) => a - b);
  const below = candidates.findLast((one) => one < scale && fits(one));
  const above = candidates.find((one) => one > scale && fits(one));
  return [below, above].flatMap((one) => one ?? []);
}

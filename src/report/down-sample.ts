/** Fewer points for drawing. Each group keeps its worst value, so that no peak or dip disappears. */

/** Which end of a series is the bad one. */
export type Worst = "high" | "low";

/** At most `points` values, each the worst of an equal share of neighbours; null where a whole share is empty. */
export function downSample(
  values: readonly (number | null)[],
  points: number,
  worst: Worst = "high",
): (number | null)[] {
  if (values.length <= points) return [...values];
  return Array.from({ length: points }, (_, i) => {
    const from = Math.floor((i * values.length) / points);
    const to = Math.floor(((i + 1) * values.length) / points);
    const group = values.slice(from, to);
    return worst === "high" ? largest(group) : smallest(group);
  });
}

/** The largest value that exists, or null. */
export function largest(values: readonly (number | null)[]): number | null {
  let top: number | null = null;
  for (const value of values) if (value !== null && (top === null || value > top)) top = value;
  return top;
}

function smallest(values: readonly (number | null)[]): number | null {
  let bottom: number | null = null;
  for (const value of values) if (value !== null && (bottom === null || value < bottom)) bottom = value;
  return bottom;
}

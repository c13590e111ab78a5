/**
 * What a scale does to the options of a system, where it is not only a smaller one of the same kind: a whole number
 * that rounding changes, a station that gets few servers, a threshold of few events, something that cannot be divided
 * at all.
 */

import { erlangC } from "../../metrics/erlang-c.js";
import type { SizedOption } from "../../model/wiring/scaling.js";
import { pathText } from "../../scenario/path.js";
import { formatFraction } from "../../schema/format.js";
import type { Fraction } from "../../schema/quantity.js";
import type { Problem } from "../../schema/scenario-error.js";
import { nearestScales } from "./nearest.js";

/** Rounding may change a number by this much. */
const TOLERANCE: Fraction = 0.02;
/** A station with fewer servers than this queues otherwise when it shrinks, at the same utilisation. */
const SMALL_STATION = 50;
/** Of the requests: fewer wait where servers are always free, however many there are. */
const SELDOM: Fraction = 0.01;
/** Events: fewer vary by more than a fifth to a quarter by chance (Poisson: 1 / √n). */
export const FEW_EVENTS = 20;

export interface PlacedProblem extends Omit<Problem, "path"> {
  readonly path: SizedOption["path"];
}

/** @param loads Erlangs that each station is offered at full scale */
export function sizeProblems(
  sizes: readonly SizedOption[],
  loads: ReadonlyMap<string, number>,
  scale: number,
): PlacedProblem[] {
  const instead = scalesThatDivide(sizes, scale);
  return sizes.flatMap((size) => [
    ...(size.extent === "fixed" ? [undivided(size, scale)] : rounding(size, scale, instead)),
    ...(size.extent === "servers" ? station(size, loads.get(size.option), scale) : []),
    ...(size.extent === "threshold" ? fewEvents(size, scale) : []),
  ]);
}

function undivided({ path }: SizedOption, scale: number): PlacedProblem {
  return { path, found: `a list of single events, which scale ${scale} cannot thin out`, expected: cure([]) };
}

/** The nearest scales at which rounding leaves every option as it is. */
function scalesThatDivide(sizes: readonly SizedOption[], scale: number): number[] {
  const isWell = (size: SizedOption, at: number) => Math.abs(changeAt(size, at)) <= TOLERANCE;
  const dividing = sizes
    .filter((size) => !isWell(size, scale))
    .flatMap(({ full }) => Array.from({ length: Math.ceil(full / scale) + 2 }, (_, index) => full / (index + 1)));
  return nearestScales(scale, (at) => sizes.every((size) => isWell(size, at)), dividing);
}

function rounding(size: SizedOption, scale: number, instead: readonly number[]): PlacedProblem[] {
  const change = changeAt(size, scale);
  if (Math.abs(change) <= TOLERANCE) return [];
  const exact = size.full / scale;
  const amount = `${formatFraction(Math.abs(change))} ${change > 0 ? "more" : "less"}`;
  return [
    {
      path: size.path,
      found: `${size.full} is ${digits(exact)} at scale ${scale} and becomes ${digits(size.at(scale))}, ${amount}`,
      expected: `a scale at which rounding changes it by at most 2 %: ${cure(instead)}`,
    },
  ];
}

/** By how much rounding makes it larger than its part of the system. */
function changeAt(size: SizedOption, scale: number): number {
  if (size.full === 0 || size.extent === "fixed") return 0;
  return (size.at(scale) * scale) / size.full - 1;
}

function station(size: SizedOption, load: number | undefined, scale: number): PlacedProblem[] {
  const [before, after] = [waiting(size.full, load), waiting(size.at(scale), load && load / scale)];
  if (!queuesOtherwise(size, load, scale)) return [];
  const fits = (one: number) => !queuesOtherwise(size, load, one);
  const waits =
    size.full < SMALL_STATION || load === undefined
      ? `a station of fewer than ${SMALL_STATION} queues differently when it changes, even at the same utilisation`
      : `fewer than ${SMALL_STATION} queue differently: ${formatFraction(after)} of requests wait, not ${formatFraction(before)}`;
  return [
    {
      path: size.path,
      found: `${size.full} ${size.full === 1 ? "server becomes" : "servers become"} ${size.at(scale)} at scale ${scale}; ${waits}`,
      expected: cure(nearestScales(scale, fits)),
    },
  ];
}

/**
 * A small station always; a large one that gets small, unless its ordinary load leaves servers free at nearly all
 * times.
 */
function queuesOtherwise(size: SizedOption, load: number | undefined, scale: number): boolean {
  if (scale === 1) return false;
  if (size.full < SMALL_STATION) return true;
  const servers = size.at(scale);
  return servers < SMALL_STATION && waiting(servers, load && load / scale) > SELDOM;
}

/** The share of requests that wait; all of them where the load is not known. */
function waiting(servers: number, load: number | undefined): Fraction {
  return load === undefined ? 1 : erlangC(servers, load);
}

function fewEvents(size: SizedOption, scale: number): PlacedProblem[] {
  const events = size.at(scale);
  if (scale < 1 || events >= FEW_EVENTS) return [];
  return [
    {
      path: size.path,
      found: `${size.full} events become ${events} at scale ${scale}: ${chanceText(events)}`,
      expected: cure(nearestScales(scale, (one) => one === 1 || size.at(one) >= FEW_EVENTS)),
    },
  ];
}

export function chanceText(events: number): string {
  return `fewer than ${FEW_EVENTS} vary by ${formatFraction(1 / Math.sqrt(events))} by chance alone`;
}

/** What to do instead; the scales that fit, nearest first to be tried. */
export function cure(scales: readonly number[]): string {
  const known = scales.length === 0 ? [1] : scales;
  const words = known.map((one) => (one === 1 ? "1, the full size" : digits(one)));
  return `scale ${words.join(" or ")}; or --rough, if it is meant`;
}

export function digits(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** A problem with its path as text, and its place where the scenario's files are known. */
export function placed(
  { path, ...fault }: PlacedProblem,
  placeOf: ((path: (string | number)[]) => string | undefined) | undefined,
): Problem {
  const place = placeOf?.([...path]);
  return { ...fault, path: pathText([...path]), ...(place !== undefined && { place }) };
}

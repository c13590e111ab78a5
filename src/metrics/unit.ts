/**
 * Units of metrics and of what is calculated from them: a product of powers of seconds and bytes. Counted things are 1;
 * fractions are 1 too, shown in percent; instants are times of the run, which can be compared and told apart, not
 * added.
 */

export interface Unit {
  readonly seconds: number;
  readonly bytes: number;
  readonly form: "plain" | "fraction" | "instant";
}

function unit(seconds: number, bytes: number, form: Unit["form"] = "plain"): Unit {
  return { seconds, bytes, form };
}

export const ONE = unit(0, 0);
export const FRACTION = unit(0, 0, "fraction");
export const SECONDS = unit(1, 0);
export const INSTANT = unit(1, 0, "instant");

/** As instruments declare them and results name them; the later of two names is also understood. */
const NAMED: ReadonlyMap<string, Unit> = new Map([
  ["1", ONE],
  ["fraction", FRACTION],
  ["share", FRACTION],
  ["s", SECONDS],
  ["B", unit(0, 1)],
  ["1/s", unit(-1, 0)],
  ["/s", unit(-1, 0)],
  ["B/s", unit(-1, 1)],
  ["instant", INSTANT],
]);

/** Throws for a unit that no instrument may have: a mistake of ours, not of a scenario. */
export function unitOf(name: string): Unit {
  const found = NAMED.get(name);
  if (found === undefined) throw new Error(`"${name}" is no unit; there are ${[...NAMED.keys()].join(", ")}`);
  return found;
}

/** The name that results and reports know, or a product such as `B·s`. */
export function unitName(one: Unit): string {
  for (const [name, known] of NAMED) if (isSame(one, known) && one.form === known.form) return name;
  const factors = [power("B", one.bytes), power("s", one.seconds)].filter(Boolean);
  return factors.join("·");
}

function power(name: string, exponent: number): string {
  if (exponent === 0) return "";
  return exponent === 1 ? name : `${name}^${exponent}`;
}

/** Whether two values may be compared, added or subtracted: counts with fractions, but no instants with durations. */
export function isComparable(a: Unit, b: Unit): boolean {
  return isSame(a, b) && (a.form === "instant") === (b.form === "instant");
}

export function product(a: Unit, b: Unit): Unit {
  return unit(a.seconds + b.seconds, a.bytes + b.bytes, isOne(a) && isOne(b) ? plainest(a, b) : "plain");
}

/** A ratio of like things is a number, not a fraction: it may well be 5. */
export function quotient(a: Unit, b: Unit): Unit {
  return unit(a.seconds - b.seconds, a.bytes - b.bytes, a.form === "fraction" && b === ONE ? "fraction" : "plain");
}

function plainest(a: Unit, b: Unit): Unit["form"] {
  return a.form === "fraction" || b.form === "fraction" ? "fraction" : "plain";
}

function isOne({ seconds, bytes }: Unit): boolean {
  return seconds === 0 && bytes === 0;
}

function isSame(a: Unit, b: Unit): boolean {
  return a.seconds === b.seconds && a.bytes === b.bytes;
}

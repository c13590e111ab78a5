/**
 * Numbers with a unit, as people write them: `30s`, `64MiB`, `12/min`.
 * Reading is correctly rounded for decimal prefixes (the prefix moves the decimal point before the text becomes a
 * number), and writing is lossless: what `write` gives, `read` turns into the same number, bit for bit.
 */
import { type Fault, shown } from "./scenario-error.js";
import { suggest } from "./suggest.js";

/** One unit: a written number n is worth n × 10^`shift` × `times` / `per`. */
export interface Unit {
  readonly name: string;
  readonly shift?: number;
  readonly times?: number;
  readonly per?: number;
}

export interface ScaleOptions {
  /** "a duration". */
  readonly noun: string;
  /** Largest first. */
  readonly units: readonly Unit[];
  /** The unit worth exactly 1: any value can be written in it. */
  readonly base: string;
  readonly examples: readonly [string, ...string[]];
  /** `single`: one number and unit; `compound`: also several in a row, large to small, `1h30min`. */
  readonly terms: "single" | "compound";
  /** What people write for a unit of ours: `{ m: "min" }`. */
  readonly mistakes?: Readonly<Record<string, string>>;
}

const NUMBER = "\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?";
const UNIT = "[A-Za-zµ%/]+";

/** The units of one kind of quantity. */
export class Scale {
  readonly noun: string;
  readonly examples: readonly [string, ...string[]];
  /** Regular expression for editors, as JSON Schema wants it. */
  readonly pattern: string;
  private readonly units: readonly Unit[];
  private readonly byName: ReadonlyMap<string, Unit>;
  private readonly grammar: RegExp;

  constructor(private readonly options: ScaleOptions) {
    this.noun = options.noun;
    this.examples = options.examples;
    this.units = options.units;
    this.byName = new Map(options.units.map((unit) => [unit.name, unit]));
    const repeat = options.terms === "compound" ? "+" : "";
    this.grammar = new RegExp(`^(?:${NUMBER}\\s*${UNIT}\\s*)${repeat}$`);
    this.pattern = `^(?:${NUMBER}\\s*(?:${[...this.byName.keys()].join("|")})\\s*)${repeat}$`;
  }

  /** The value in base units, or what is wrong with the text. */
  read(written: unknown): number | Fault {
    if (typeof written !== "string") return this.fault(written);
    const text = written.trim();
    if (!this.grammar.test(text)) return this.fault(written);
    let total = 0;
    let previous = -1;
    for (const [, digits = "", name = ""] of text.matchAll(new RegExp(`(${NUMBER})\\s*(${UNIT})`, "g"))) {
      const unit = this.byName.get(name);
      if (!unit) return this.unknownUnit(text, digits, name);
      const rank = this.units.indexOf(unit);
      if (rank <= previous) return { found: `${shown(written)} has its units out of order`, ...this.wanted() };
      previous = rank;
      total += worth(digits, unit);
    }
    return Number.isFinite(total) ? total : { found: `${shown(written)} is too large`, ...this.wanted() };
  }

  /** The shortest honest form: a whole number of the largest unit that fits exactly, else the base unit in full. */
  write(value: number): string {
    if (value > 0) {
      for (const unit of this.units) {
        const count = Math.round((value * (unit.per ?? 1)) / (unit.times ?? 1) / 10 ** (unit.shift ?? 0));
        if (count > 0 && worth(String(count), unit) === value) return `${count}${unit.name}`;
      }
    }
    return `${value}${this.options.base}`;
  }

  private wanted(): Fault {
    return { expected: `${this.noun} such as ${this.examples.slice(0, 2).join(" or ")}` };
  }

  private fault(written: unknown): Fault {
    const text = String(written).trim();
    if (/^-/.test(text) && !/inf/i.test(text)) return { found: `${shown(written)} is negative`, ...this.wanted() };
    if (!/^\d+(\.\d+)?$/.test(text)) {
      return { found: written === undefined ? "missing" : `${shown(written)} is not ${this.noun}`, ...this.wanted() };
    }
    return { found: `${shown(written)} has no unit`, ...this.wanted(), suggestion: `${text}${this.options.base}` };
  }

  private unknownUnit(text: string, digits: string, name: string): Fault {
    const known = [...this.byName.keys()];
    const meant = this.options.mistakes?.[name] ?? suggest(name, known);
    return {
      found: `${shown(text)} has the unknown unit "${name}"`,
      expected: `${this.noun} in ${known.join(", ")}`,
      ...(meant === undefined ? {} : { suggestion: `${digits}${meant}` }),
    };
  }
}

/** Moves the decimal point in the text itself, so that "1.1" thousandths is the double nearest to 0.0011. */
function worth(digits: string, { shift = 0, times = 1, per = 1 }: Unit): number {
  const [mantissa = "", exponent = "0"] = digits.toLowerCase().split("e");
  return (Number(`${mantissa}e${Number(exponent) + shift}`) * times) / per;
}

/**
 * The provider's protection: it filters attacks out of the traffic, and sometimes a good connection with them. A harmed
 * connection never gets past it: no SYN-ACK comes back, or the TLS handshake, which the device terminates, hangs.
 * Left out: scrubbing centres and BGP; what it adds to the round trip. Real thing: a managed DDoS protection of a host.
 */

import { type Point, valueAt } from "../../engine/piecewise.js";
import type { Random, Stream } from "../../engine/random.js";
import type { Fraction, Seconds } from "../../schema/quantity.js";
import type { Session } from "../vocabulary/session.js";
import { falsePositives } from "./false-positives/index.js";
import type { Pattern } from "./false-positives/pattern.js";
import type { Countermeasure } from "./options.js";

/** A countermeasure, with the share of good connections that it harms as a function of time. */
export interface Rule extends Omit<Countermeasure, "falsePositive"> {
  readonly rate: readonly Point[];
}

interface Armed extends Rule {
  readonly victims: Pattern;
  /** A number that differs between rules, and between runs with different seeds. */
  readonly salt: number;
}

export class MitigationDevice {
  private readonly profiles = new Map<string, readonly Armed[]>();
  private current: readonly Armed[] = [];
  private readonly stream: Stream;
  /** The profile in force, by its name. */
  profile = "";

  constructor(profiles: ReadonlyMap<string, readonly Rule[]>, first: string, random: Random) {
    for (const [name, rules] of profiles) {
      const salts = random.stream(`edge.mitigation.salts.${name}`);
      const armed = rules.map((rule) => {
        const victims = falsePositives.make(rule.pattern);
        return { ...rule, victims, salt: salts.integer(2 ** 32) };
      });
      this.profiles.set(name, armed);
    }
    this.stream = random.stream("edge.mitigation");
    this.use(first);
  }

  get names(): string[] {
    return [...this.profiles.keys()];
  }

  use(profile: string): void {
    const rules = this.profiles.get(profile);
    if (rules === undefined) throw new RangeError(`no profile "${profile}"`);
    this.current = rules;
    this.profile = profile;
  }

  /** What the device does to a good connection. It draws once, however many rules there are. */
  judge({ address }: Session, now: Seconds): "passes" | Countermeasure["harms"] {
    let chance = this.stream.uniform();
    for (let i = 0; i < this.current.length; i++) {
      const rule = this.current[i] as Armed;
      const risk = rule.victims.risk(address, valueAt(rule.rate, now), now, rule.salt);
      if (chance < risk) return rule.harms;
      chance = (chance - risk) / (1 - risk);
    }
    return "passes";
  }

  /** The probability that the device harms a connection of this source now. */
  risk(source: number, now: Seconds): Fraction {
    const passes = (rule: Armed) => 1 - rule.victims.risk(source, valueAt(rule.rate, now), now, rule.salt);
    return 1 - this.current.reduce((rest, rule) => rest * passes(rule), 1);
  }

  /**
   * The share of an attack of that kind that the device stops: 1 − Π(1 − true positives), as its rules are independent.
   */
  stopped(kind: string): Fraction {
    return (
      1 -
      this.current.reduce(
        (rest, rule) => rest * (rule.against.some((one) => one === kind) ? 1 - rule.truePositive : 1),
        1,
      )
    );
  }

  /** The share of good connections that the device harms now, in the long run of its patterns. */
  harm(now: Seconds): Fraction {
    return 1 - this.current.reduce((rest, rule) => rest * (1 - valueAt(rule.rate, now)), 1);
  }
}

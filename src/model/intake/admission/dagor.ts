/**
 * Sheds by priority when clients wait too long on average: DAGOR of WeChat (SoCC 2018). Each client has one of 128
 * levels, by a hash of its address that changes every hour. The share of levels that is admitted falls by 5 % after a
 * window with a mean wait above 20 ms, and rises by 1 % otherwise. A window lasts 1 s or 2000 clients. Left out: levels
 * of business.
 */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { perSystem } from "../../../schema/per-system.js";
import { duration, fraction, positive, type Seconds } from "../../../schema/quantity.js";
import type { Admission, Load } from "./admission.js";

const LEVELS = 128;

const options = z.strictObject({
  threshold: positive(duration).prefault("20ms"),
  window: positive(duration).prefault("1s"),
  clients: perSystem(z.number().int().positive()).default(2000),
  down: fraction.prefault("5%"),
  up: fraction.prefault("1%"),
});

type DagorOptions = z.output<typeof options>;

export const dagor = choice({
  name: "dagor",
  summary: "lets in ever fewer levels of priority while clients wait too long on average",
  options,
  create: (chosen): Admission => new Dagor(chosen),
});

/** A level from 0 to 127, the same for a client within an hour: Knuth's multiplicative hash. */
export function levelOf(address: number, now: Seconds): number {
  const mixed = Math.imul(address + 1, 0x9e3779b1) ^ Math.imul(Math.floor(now / 3600) + 1, 0x85ebca6b);
  return Math.imul(mixed, 0xc2b2ae35) >>> 25;
}

class Dagor implements Admission {
  /** The share of levels that is admitted. */
  private share = 1;
  private windowEnds = 0;
  private waits = 0;
  private count = 0;

  constructor(private readonly options: DagorOptions) {}

  arrives({ now, address, busy, slots, waiting }: Load): "admit" | "refuse" {
    this.turn(now);
    if (levelOf(address, now) >= this.share * LEVELS) return "refuse";
    // A client that finds a free slot counts as a wait of 0.
    if (busy < slots && waiting === 0) this.note(0);
    return "admit";
  }

  served(now: Seconds, waited: Seconds): "admit" | "refuse" {
    this.note(waited);
    this.turn(now);
    return "admit";
  }

  private note(waited: Seconds): void {
    this.waits += waited;
    this.count++;
  }

  private turn(now: Seconds): void {
    const { threshold, window, clients, down, up } = this.options;
    if (now < this.windowEnds && this.count < clients) return;
    const isSlow = this.count > 0 && this.waits / this.count > threshold;
    this.share = isSlow ? this.share * (1 - down) : Math.min(1, this.share + up);
    this.windowEnds = now + window;
    this.waits = 0;
    this.count = 0;
  }
}

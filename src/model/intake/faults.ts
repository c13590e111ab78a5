/** Declared faults: an operation makes a stage refuse with a code, for a share of the sessions that reach it. */

import type { Stream } from "../../engine/random.js";
import type { Fraction } from "../../schema/quantity.js";
import type { DeclaredFault } from "../vocabulary/orders.js";
import { type SmtpCode, STAGE, STAGES, type Stage } from "../vocabulary/reply.js";

export class Faults {
  private readonly active: DeclaredFault[] = [];
  /** Faults at each stage. */
  private readonly watched: number[] = STAGES.map(() => 0);

  constructor(private readonly stream: Stream) {}

  begin(fault: DeclaredFault): void {
    this.active.push(fault);
    this.watch(fault, 1);
  }

  end(fault: DeclaredFault): void {
    this.active.splice(this.active.indexOf(fault), 1);
    this.watch(fault, -1);
  }

  /** A session must stop at this stage to see whether a fault strikes. */
  watches(stage: Stage): boolean {
    return this.watched[stage] !== 0;
  }

  /** The probability that a fault strikes before a client has its greeting. */
  get riskOfGreeting(): Fraction {
    const early = this.active.filter(({ stage }) => stage === "connect" || stage === "banner");
    return 1 - early.reduce((rest, { probability }) => rest * (1 - probability), 1);
  }

  /** The reply of the fault that strikes, if one does. */
  strike(stage: Stage): SmtpCode | undefined {
    for (const fault of this.active)
      if (fault.stage === STAGES[stage] && this.stream.chance(fault.probability)) return fault.code;
    return undefined;
  }

  private watch({ stage }: DeclaredFault, more: number): void {
    this.watched[STAGE[stage]]! += more;
  }
}

/**
 * One alert rule, as Prometheus has them: inactive; pending, while its condition holds but not yet for long enough;
 * firing. A look at which there is no data ends it.
 */

import type { Expression } from "../../metrics/expression/index.js";
import type { Seconds } from "../../schema/quantity.js";
import type { AlertOptions } from "./options.js";
import type { VantagePoint } from "./vantage-point.js";

/** When an alert fired, when somebody knew, and when it went away. */
export interface Firing {
  readonly name: string;
  /** From where the alert sees what it is about. */
  readonly vantage: VantagePoint;
  readonly firedAt: Seconds;
  notifiedAt: Seconds | undefined;
  resolvedAt: Seconds | undefined;
}

/** A condition, and how far it looks back. */
export interface Watched {
  readonly condition: Expression;
  readonly over: Seconds;
}

export class AlertRule {
  private since: Seconds | undefined;
  private firing: Firing | undefined;

  constructor(
    readonly options: Pick<AlertOptions, "name" | "for" | "notify">,
    /** All of them must hold. */
    readonly watched: readonly Watched[],
    private readonly vantage: VantagePoint,
  ) {}

  /** One look. A firing that begins now, if one does. */
  look(now: Seconds, holds: boolean): Firing | undefined {
    if (!holds) {
      if (this.firing !== undefined) this.firing.resolvedAt = now;
      this.firing = undefined;
      this.since = undefined;
      return undefined;
    }
    this.since ??= now;
    if (this.firing !== undefined || now - this.since < this.options.for) return undefined;
    const { name } = this.options;
    this.firing = { name, vantage: this.vantage, firedAt: now, notifiedAt: undefined, resolvedAt: undefined };
    return this.firing;
  }
}

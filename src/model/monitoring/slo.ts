/**
 * Service level objectives as multi-window, multi-burn-rate alerts: one fires while both its long and its short window
 * burn the error budget faster than its rate. Rates and windows: Google, The Site Reliability Workbook, chapter 5,
 * table 5-8.
 */

import { type Expression, parseExpression } from "../../metrics/expression/index.js";
import type { Fraction, Seconds } from "../../schema/quantity.js";
import type { SloOptions } from "./options.js";

/** A burn of 1 uses up exactly the budget of the period. */
export interface BurnRule {
  readonly name: string;
  readonly burn: number;
  readonly long: Seconds;
  /** A twelfth of the long one. */
  readonly short: Seconds;
}

const HOUR = 3600;

export const BURN_RULES: readonly BurnRule[] = [
  { name: "page-1h", burn: 14.4, long: HOUR, short: HOUR / 12 },
  { name: "page-6h", burn: 6, long: 6 * HOUR, short: HOUR / 2 },
  { name: "ticket-3d", burn: 1, long: 72 * HOUR, short: 6 * HOUR },
];

/** The share of bad events at which a budget burns so fast. */
export function burningShare(burn: number, objective: Fraction): Fraction {
  return burn * (1 - objective);
}

/**
 * From a step to that error share until the rule fires: the short window is over its limit long before. Never, when it
 * burns too little.
 */
export function detectionTime({ burn, long }: BurnRule, objective: Fraction, errors: Fraction): Seconds {
  const share = burningShare(burn, objective);
  // Both are rounded: an error share that just burns the budget at the rate counts.
  return errors >= share * (1 - 1e-9) ? (long * share) / errors : Number.POSITIVE_INFINITY;
}

/** From the end of an outage that was longer than the short window until the rule is silent. */
export function resetTime({ burn, short }: BurnRule, objective: Fraction, errors: Fraction): Seconds {
  return short * (1 - burningShare(burn, objective) / errors);
}

/** The share of the period's budget that is gone when the rule fires. */
export function budgetUsed({ burn, long }: BurnRule, period: Seconds): Fraction {
  return (burn * long) / period;
}

/** The condition that holds while the events of a window burn the budget so fast; never in a window without events. */
export function burnCondition({ good, total, objective }: SloOptions, burn: number): Expression {
  const least = 100 * (1 - burningShare(burn, objective));
  return parseExpression(`rate(${good}) / rate(${total}) < ${least.toPrecision(12)}%`);
}

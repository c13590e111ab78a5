/** Loads and capacities that change for a while, as fluids: PARTIAL (capacity falls), SURGE (load rises). */
import { z } from "zod";
import type { MakeFamily } from "../family.js";
import { type Backlog, backlogOf } from "../fluid.js";
import { positiveNumber } from "../laws.js";

const loss = z
  .strictObject({ S: positiveNumber, lam: positiveNumber, c0: positiveNumber, c1: z.number().nonnegative() })
  .refine(({ lam, c0 }) => lam < c0, { error: "the backlog must drain" });
const rise = z
  .strictObject({ T: positiveNumber, lam: positiveNumber, lam1: positiveNumber, cap: positiveNumber })
  .refine(({ lam, cap }) => lam < cap, { error: "the backlog must drain" });

/**
 * The longest wait is that of the message that came when as much had come in as goes out by the end of the bad time.
 */
export const partialLoss: MakeFamily = (params) => {
  const { S, lam, c0, c1 } = loss.parse(params);
  const fluid = backlogOf([{ lasts: S, inflow: lam, outflow: c1 }], { inflow: lam, outflow: c0 });
  return figuresOf(fluid, S, c1 < lam ? S * (1 - c1 / lam) : 0);
};

/** The longest wait is that of the last message of the surge. */
export const surge: MakeFamily = (params) => {
  const { T, lam, lam1, cap } = rise.parse(params);
  const fluid = backlogOf([{ lasts: T, inflow: lam1, outflow: cap }], { inflow: lam, outflow: cap });
  return figuresOf(fluid, T, fluid.peak / cap);
};

function figuresOf({ peak, duration }: Backlog, lasts: number, longestWait: number) {
  const exact: Record<string, number> = {
    peak_backlog: peak,
    drain_time: duration - lasts,
    peak_fifo_delay: longestWait,
    total_duration: duration,
  };
  return { exact: (metric: string) => exact[metric] };
}

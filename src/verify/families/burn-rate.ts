/** Multi-window burn-rate alerts after a step of the error rate, by the rules that the monitoring uses: BURN. */
import { z } from "zod";
import { budgetUsed, detectionTime, resetTime } from "../../model/monitoring/slo.js";
import type { MakeFamily } from "../family.js";
import { positiveNumber } from "../laws.js";

const parameters = z.strictObject({
  slo: z.number().min(0).max(1),
  error_rate: positiveNumber,
  burn: positiveNumber,
  long_s: positiveNumber,
  short_s: positiveNumber,
  period_days: positiveNumber,
});

export const burnRate: MakeFamily = (params) => {
  const { slo, error_rate, burn, long_s, short_s, period_days } = parameters.parse(params);
  const rule = { name: "rule", burn, long: long_s, short: short_s };
  return {
    exact(metric) {
      if (metric.endsWith("detect_s")) return detectionTime(rule, slo, error_rate);
      if (metric.endsWith("reset_after_end_s")) return resetTime(rule, slo, error_rate);
      return metric.endsWith("budget_used_at_detect") ? budgetUsed(rule, period_days * 86_400) : undefined;
    },
  };
};

/**
 * Refuses every client from the moment the load is high until it is low: a latch with hysteresis, as KumoMTA sheds
 * load.
 */

import { z } from "zod";
import { choice } from "../../../schema/choice.js";
import { fraction } from "../../../schema/quantity.js";
import { type Admission, open } from "./admission.js";

const options = z
  .strictObject({ high: fraction.prefault("90%"), low: fraction.prefault("70%") })
  .refine(({ high, low }) => low < high, { path: ["low"], message: "less than `high`" });

export const latch = choice({
  name: "latch",
  summary: "refuses every client from `high` slots in use until `low`",
  options,
  create({ high, low }): Admission {
    let isShut = false;
    return {
      ...open,
      arrives({ busy, slots }) {
        if (busy >= high * slots) isShut = true;
        else if (busy <= low * slots) isShut = false;
        return isShut ? "refuse" : "admit";
      },
    };
  },
});

/**
 * The intake refuses a share of the sessions at one stage, with a code. The fault is declared; its cause is not
 * modelled.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { fraction } from "../../schema/quantity.js";
import { common, type Operation } from "./operation.js";

const codes = [421, 450, 451, 452, 454, 550] as const;

export const fault = choice({
  name: "fault",
  summary: "a stage of SMTP sessions is refused with a code and a probability",
  options: z.strictObject({
    ...common,
    /** At `connect` TCP is reset and no code is said; before `mail` the session ends, from there on the transaction. */
    stage: z.enum(["connect", "banner", "ehlo", "tls", "auth", "mail", "data", "dot"]).default("banner"),
    code: z.literal(codes).default(421),
    probability: fraction.prefault(1),
  }),
  create({ stage, code, probability }): Operation {
    const declared = { stage, code, probability };
    return {
      length: "for",
      nature: "defect",
      begin: ({ intake }) => intake.beginFault(declared),
      end: ({ intake }) => intake.endFault(declared),
    };
  },
});

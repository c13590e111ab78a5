/** Traffic is routed through the mitigation device, or past it, or the device gets another profile. */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import type { MitigationOrder } from "../vocabulary/orders.js";
import { common, type Description, type Operation } from "./operation.js";

/** @param change how the edge describes what can be done to its mitigation device */
export function mitigation(change: Description<MitigationOrder>) {
  return choice({
    name: "mitigation",
    summary: "turns the mitigation device on or off, or gives it another profile; with `for`, back again",
    options: z.strictObject({ ...common, ...change.shape }),
    create({ name: _name, at: _at, for: _for, every: _every, ...order }): Operation {
      let undo = (): void => {};
      return {
        length: "for",
        check: ({ edge }) => edge().check(order),
        begin({ edge }) {
          undo = edge().setMitigation(order);
        },
        end: () => undo(),
      };
    },
  });
}

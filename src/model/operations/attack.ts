/** An attack: traffic that is no mail, aimed at some pools of the edge. */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import type { AttackOrder } from "../vocabulary/orders.js";
import { common, type Description, type Operation } from "./operation.js";

/** @param traffic how the edge describes an attack */
export function attack(traffic: Description<AttackOrder>) {
  return choice({
    name: "attack",
    summary: "an attack on pools of the edge: volumetric, syn-flood, layer-7 or slow",
    options: z.strictObject({ ...common, ...traffic.shape }),
    create: ({ name, at: _at, for: _for, every: _every, ...order }): Operation => ({
      length: "for",
      nature: "attack",
      check: ({ edge }) => edge().check(order),
      begin: ({ edge }) => edge().beginAttack(name, order),
      end: ({ edge }) => edge().endAttack(name),
    }),
  });
}

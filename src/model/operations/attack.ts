/** Somebody attacks: traffic that is no mail, at some pools of the way in, until it ends. */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { common, type Operation } from "./operation.js";

/** @param traffic how the edge describes an attack */
export function attack(traffic: z.ZodObject) {
  return choice({
    name: "attack",
    summary: "an attack on pools of the way in: volumetric, syn-flood, layer-7 or slow",
    options: z.strictObject({ ...common, ...traffic.shape }),
    create: ({ name, at: _at, for: _for, every: _every, ...order }): Operation => ({
      length: "for",
      nature: "attack",
      check: ({ edge }) => edge.check(order),
      begin: ({ edge }) => edge.beginAttack(name, order),
      end: ({ edge }) => edge.endAttack(name),
    }),
  });
}

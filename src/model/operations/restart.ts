/**
 * Part of the system restarts. Intake, SMTP and API alike: every session ends and its client loses the connection; two
 * options say what becomes of those who wait for a slot and of messages past the final dot or in an API worker. A reply
 * on its way arrives. Auth: down for a while, without the calls that waited. Its cache: empty, and down for a while.
 * Storage: one node after the other drains, is down and comes back; what waits there times out.
 */

import { z } from "zod";
import { choice } from "../../schema/choice.js";
import { ScenarioError } from "../../schema/scenario-error.js";
import type { RestartOrder, StorageRestartOrder } from "../vocabulary/orders.js";
import type { Controls } from "./controls.js";
import { common, type Description, type Operation } from "./operation.js";

/** @param steps how the storage part describes a restart */
export function restart(steps: Description<StorageRestartOrder>) {
  return choice({
    name: "restart",
    summary:
      "the intake drops its sessions, at once or front end by front end, auth forgets its queue, its cache its entries, or the storage nodes restart one by one",
    options: z.strictObject({
      ...common,
      part: z.enum(["intake", "auth", "auth-cache", "storage"]).default("intake"),
      /** Clients in the backlog and requests in the queue: they lose their connections, or are served afterwards. */
      waiting: z.enum(["drop", "keep"]).default("drop"),
      /** What is past the final dot, or in an API worker: stored and answered first, or left without a reply. */
      inFlight: z.enum(["finish", "drop"]).default("finish"),
      /** Auth's callers learn of lost calls at once, or by their timeouts. */
      connections: z.enum(["reset", "hang"]).default("reset"),
      /** Of the intake: one front end after the other, in the order of `nodes`, each away for `down`, then `settle`. */
      rolling: z.boolean().default(false),
      ...steps.shape,
    }),
    create: ({
      name: _,
      at: _at,
      for: _for,
      every: _every,
      part,
      waiting,
      inFlight,
      connections,
      rolling,
      ...plan
    }): Operation => ({
      length: "own",
      check({ storage, auth, intake }) {
        const { nodes = [] } = plan;
        if (part === "intake") checkFrontEnds(nodes, intake.nodes, rolling);
        if (part === "storage") storage().check(nodes);
        if (part === "auth") auth();
        if (part === "auth-cache") auth().checkCache();
      },
      begin(controls, ended) {
        const { intake, storage, auth } = controls;
        const { down } = plan;
        if (part === "auth") return auth().restart({ waiting, inFlight, connections }, down, ended);
        if (part === "auth-cache") return auth().flush(down, ended);
        if (part === "storage") return storage().restart(plan, ended);
        if (rolling) return roll({ waiting, inFlight }, plan, controls, ended);
        intake.restart({ waiting, inFlight });
        ended();
      },
      end: () => {},
    }),
  });
}

/** Front ends restart one by one; the load balancer passes over the one that is away. */
function roll(order: RestartOrder, plan: StorageRestartOrder, { intake, wait }: Controls, ended: () => void): void {
  const { nodes = [], down, settle } = plan;
  const named = nodes.map((node) => node - 1);
  const turns = named.length > 0 ? named : Array.from({ length: intake.nodes }, (_, node) => node);
  const next = (turn: number): void => {
    const node = turns[turn];
    if (node === undefined) return ended();
    intake.setDown(node, true);
    intake.restart({ ...order, node });
    wait(down, () => {
      intake.setDown(node, false);
      wait(settle, () => next(turn + 1));
    });
  };
  next(0);
}

/** Throws a ScenarioError for a front end that is not there, or an order that nothing follows. */
function checkFrontEnds(nodes: readonly number[], count: number, rolling: boolean): void {
  if (nodes.length > 0 && !rolling)
    throw new ScenarioError([{ path: "nodes", found: "an order of front ends", expected: "rolling: true beside it" }]);
  const unknown = nodes.find((node) => node > count);
  if (unknown !== undefined)
    throw new ScenarioError([
      { path: "nodes", found: `no front end ${unknown}`, expected: `front ends from 1 to ${count}` },
    ]);
}

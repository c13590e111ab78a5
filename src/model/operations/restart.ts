/**
 * A part of the system restarts. Intake: every SMTP and HTTP session ends, and its client loses the connection.
 * `waiting` and `inFlight` say what happens to clients in the queue, and to messages past the final dot or in an API
 * worker. Replies under way still arrive. Auth: the service is down for `down`. Its cache: empty, and down for `down`.
 * Storage: node after node drains, goes down and comes back; requests that wait there time out.
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
      "the intake drops its sessions (all at once, or one front end at a time), auth drops its queue, its cache its entries, or the storage nodes restart one by one",
    options: z.strictObject({
      ...common,
      part: z.enum(["intake", "auth", "auth-cache", "storage"]).default("intake"),
      /** Clients in the backlog and requests in the queue lose their connections, or are served afterwards. */
      waiting: z.enum(["drop", "keep"]).default("drop"),
      /** Messages past the final dot or in an API worker are stored and answered first, or get no reply. */
      inFlight: z.enum(["finish", "drop"]).default("finish"),
      /** Callers of auth learn of lost calls at once, or by their timeouts. */
      connections: z.enum(["reset", "hang"]).default("reset"),
      /**
       * Of the intake: one front end at a time, in the order of `nodes`; each is down for `down`, then `settle` passes.
       */
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

/** Front ends restart one by one; the load balancer skips the one that is down. */
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

/** Throws a ScenarioError for a front end that does not exist, or for `nodes` without `rolling`. */
function checkFrontEnds(nodes: readonly number[], count: number, rolling: boolean): void {
  if (nodes.length > 0 && !rolling)
    throw new ScenarioError([{ path: "nodes", found: "an order of front ends", expected: "rolling: true beside it" }]);
  const unknown = nodes.find((node) => node > count);
  if (unknown !== undefined)
    throw new ScenarioError([
      { path: "nodes", found: `no front end ${unknown}`, expected: `front ends from 1 to ${count}` },
    ]);
}

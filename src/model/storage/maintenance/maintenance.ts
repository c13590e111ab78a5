/**
 * Restarts and upgrades. A node drains (it flushes and refuses requests), goes down, comes up on its new version, and
 * settles. A rolling plan takes one node at a time, a parallel one all nodes at once. Minor upgrades only: no data is
 * rewritten. The real thing: `nodetool drain`, then the package manager.
 */
import { z } from "zod";
import type { Action } from "../../../engine/action.js";
import type { Calendar } from "../../../engine/calendar.js";
import { each } from "../../../schema/per-system.js";
import { duration, type Seconds } from "../../../schema/quantity.js";

const times = {
  drain: duration.prefault("30s").describe("Flushes, and refuses requests. Guess."),
  down: duration.prefault("150s").describe("Guess."),
};
const someNodes = z
  .array(each(z.number().int().positive()))
  .min(1)
  .optional()
  .describe("Nodes count from 1. Default: all.");

/** An upgrade, as a scenario's timeline orders it. */
export const upgradeOptions = z.strictObject({
  nodes: someNodes,
  parallel: z.boolean().default(false).describe("All nodes at once instead of one after the other."),
  ...times,
  settle: duration.prefault("60s").describe("Before the next node. Guess."),
  version: z.string().min(1).default("2.1.fixed").describe("What the nodes run afterwards."),
});

/** A restart on the same version. */
export const restartOptions = z.strictObject({ nodes: someNodes, ...times, settle: duration.prefault("60s") });

/** What maintenance does to nodes, by index from 0. */
export interface MaintenanceNeeds {
  drain(node: number): void;
  stop(node: number): void;
  /** @param version the node's new version; undefined keeps the one it has */
  start(node: number, version: string | undefined): void;
  /** A plan has ended. */
  finished(): void;
}

interface Plan {
  /** Nodes that have not begun, and the number of nodes that are under way. */
  readonly waiting: number[];
  open: number;
  readonly drain: Seconds;
  readonly down: Seconds;
  readonly settle: Seconds;
  readonly version: string | undefined;
}

export class Maintenance {
  private readonly plans: (Plan | undefined)[];
  private readonly drained: Action<number>;
  private readonly started: Action<number>;
  private readonly settled: Action<number>;

  constructor(
    private readonly calendar: Calendar,
    nodes: number,
    private readonly needs: MaintenanceNeeds,
  ) {
    this.plans = new Array<Plan | undefined>(nodes).fill(undefined);
    this.drained = calendar.indexed("storage node drained", (node) => this.stop(node));
    this.started = calendar.indexed("storage node started", (node) => this.start(node));
    this.settled = calendar.indexed("storage node settled", (node) => this.finish(node));
  }

  /** Starts a plan for the nodes, by index. A node that is already in another plan is left to that one. */
  begin(nodes: readonly number[], steps: Omit<Plan, "waiting" | "open">, parallel: boolean): void {
    const free = nodes.filter((node) => this.plans[node] === undefined);
    const plan: Plan = { ...steps, waiting: [...free], open: 0 };
    for (const node of free) this.plans[node] = plan;
    if (parallel) while (plan.waiting.length > 0) this.next(plan);
    else this.next(plan);
  }

  private next(plan: Plan): void {
    const node = plan.waiting.shift();
    if (node === undefined) return;
    plan.open++;
    this.needs.drain(node);
    this.calendar.after(plan.drain, this.drained, node);
  }

  private stop(node: number): void {
    this.needs.stop(node);
    this.calendar.after(this.planOf(node).down, this.started, node);
  }

  private start(node: number): void {
    const plan = this.planOf(node);
    this.needs.start(node, plan.version);
    this.calendar.after(plan.settle, this.settled, node);
  }

  private finish(node: number): void {
    const plan = this.planOf(node);
    this.plans[node] = undefined;
    plan.open--;
    this.next(plan);
    if (plan.open === 0) this.needs.finished();
  }

  private planOf(node: number): Plan {
    const plan = this.plans[node];
    if (!plan) throw new Error(`no plan for node ${node + 1}`);
    return plan;
  }
}

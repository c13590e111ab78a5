/**
 * The senders' queues at one moment: the run is simulated again up to that moment, which gives the same queues. A
 * message waits from its creation until an intake has stored it, in its sender's active queue or deferred.
 */
import type { MailSystem } from "../model/system.js";
import type { QueueShape, QueueShapeRow } from "../results/queue-shape.js";
import { scenarioHash } from "../scenario/resolved.js";
import type { ResolvedScenario } from "../scenario/schema.js";
import { instantText } from "../schema/moment.js";
import type { Seconds } from "../schema/quantity.js";
import { buildSystem } from "./build-system.js";

/** Minutes, doubling, as in Postfix's qshape(1). */
const LIMITS: readonly Seconds[] = [5, 10, 20, 40, 80, 160, 320, 640, 1280].map((minutes) => minutes * 60);

export interface QueueShapeOptions {
  readonly seed: number;
  /** From the start of the run. */
  readonly at: Seconds;
  /** One row per population, or per sending host. */
  readonly by: "population" | "host";
}

export function queueShape(loaded: ResolvedScenario, { seed, at, by }: QueueShapeOptions): QueueShape {
  const { scenario } = loaded;
  const system = buildSystem(loaded, seed);
  system.calendar.run(at);
  const rows = new Map<string, number[]>();
  const total = LIMITS.map(() => 0).concat(0);
  for (const id of system.messages.waiting()) {
    const column = columnOf(at - system.messages.createdAt.get(id));
    const counts = countsOf(rows, nameOf(system, id, by));
    counts[column] = (counts[column] ?? 0) + 1;
    total[column] = (total[column] ?? 0) + 1;
  }
  return {
    format: "tempfail/qshape@1",
    scenario: { name: scenario.name, sha256: scenarioHash(scenario) },
    seed,
    start: instantText(scenario.clock.start),
    at,
    limits: LIMITS,
    total: row("TOTAL", total),
    rows: [...rows].map(([name, counts]) => row(name, counts)).sort(byTotal),
  };
}

function nameOf(system: MailSystem, id: number, by: QueueShapeOptions["by"]): string {
  const { population, host } = system.senderOf(system.messages.address.get(id));
  return by === "host" ? `${population}[${host}]` : population;
}

function columnOf(age: Seconds): number {
  const column = LIMITS.findIndex((limit) => age <= limit);
  return column === -1 ? LIMITS.length : column;
}

function countsOf(rows: Map<string, number[]>, name: string): number[] {
  let counts = rows.get(name);
  if (counts === undefined) {
    counts = LIMITS.map(() => 0).concat(0);
    rows.set(name, counts);
  }
  return counts;
}

function row(name: string, byAge: readonly number[]): QueueShapeRow {
  return { name, total: byAge.reduce((sum, count) => sum + count, 0), byAge };
}

function byTotal(a: QueueShapeRow, b: QueueShapeRow): number {
  return b.total - a.total || (a.name < b.name ? -1 : 1);
}

/**
 * One scenario with one seed, as the command line runs it: what it costs in CPU time and memory, per message. Takes the
 * path of its file, as this program is compiled to a folder from which shipped scenarios are not found by name.
 */
import { setChecks } from "../src/engine/checks.js";
import { runScenario } from "../src/experiment/run.js";
import { loadScenario } from "../src/scenario/load.js";
import { scenarioSchema } from "../src/scenario/schema.js";
import type { Measurement } from "./measure.js";

const [scenario = "scenarios/may-2016-cassandra.yaml", ...sets] = process.argv.slice(2);
setChecks(false);
const loaded = loadScenario(scenario, scenarioSchema, { sets });
const start = process.cpuUsage();
const { totals } = await runScenario(loaded, 1);
const { user, system } = process.cpuUsage(start);
const result: Measurement = {
  cpuSeconds: (user + system) / 1e6,
  work: totals.messages.offered,
  checksum: `${totals.messages.accepted} ${totals.attempts.total}`,
  waiting: totals.messages.waiting,
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
process.stdout.write(`${JSON.stringify(result)}\n`);

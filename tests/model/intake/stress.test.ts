/** Postfix's stress mode in a whole intake: silent sessions give their slots up sooner while all of them are taken. */
import { expect, test } from "vitest";
import { runScenario } from "../../../src/experiment/run.js";
import { loadScenario } from "../../../src/scenario/load.js";
import { scenarioSchema } from "../../../src/scenario/schema.js";

/** Clients that keep their connections open for ten minutes, before ten slots. */
async function idlers(policy: string) {
  const text = `
version: 1
name: idlers
clock: { duration: 1h, bucket: 1min }
senders:
  - { name: s, hosts: 200, rate: 0.5/s, linger: 10min, retry: { profile: fixed, bannerTimeout: 10min, messagesPerConnection: 100 } }
intake: { nodes: 1, sessions: 10, backlog: 100, admission: ${policy} }
`;
  return await runScenario(loadScenario({ name: "idlers.yaml", text }, scenarioSchema), 1);
}

test("more clients are served, and the 421s for silence come after 10 s", async () => {
  const [calm, stressed] = [await idlers("none"), await idlers("stress")];
  const idle = (result: typeof calm) =>
    (result.series.metrics["replies.421.idle"]?.values ?? []).reduce((sum: number, value) => sum + (value ?? 0), 0);
  expect(idle(stressed)).toBeGreaterThan(3 * idle(calm));
  expect(stressed.latency.accept.p50 ?? 0).toBeLessThan((calm.latency.accept.p50 ?? 0) / 5);
});

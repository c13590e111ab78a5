/** What an expectation may name. */
import { expect, test } from "vitest";
import { rehearse } from "../../src/experiment/run.js";
import { loadScenario } from "../../src/scenario/load.js";
import { scenarioSchema } from "../../src/scenario/schema.js";

test.each(["stall", "saturated", "threads.full", "quorum.lost", "drain.end", "maintenance.end", "node.down"])(
  "storage.%s, which the cluster marks, may be expected",
  (mark) => {
    const sets = [`expect=[{ id: it, that: "first(storage.${mark}) < 1h" }]`];
    const loaded = loadScenario("may-2016-cassandra", scenarioSchema, { sets: [...sets, "counterfactuals=[]"] });
    expect(() => rehearse(loaded)).not.toThrow();
  },
);

/**
 * A checked scenario written out again, defaults included. Reading it back gives the same scenario and the same text.
 */
import { createHash } from "node:crypto";
import { stringify } from "yaml";
import { z } from "zod";
import { DEFAULT_ORIGIN } from "./leaves.js";
import { countProvenance, type ProvenanceCounts } from "./provenance-summary.js";
import { type Scenario, scenarioSchema } from "./schema.js";
import { type Tree, treeOf } from "./tree.js";

/** The text of `scenario.resolved.yaml`. */
export function resolvedYaml<Value = Scenario>(scenario: Value, schema?: z.ZodType<Value>): string {
  return stringify(encoded(scenario, schema), { lineWidth: 0, aliasDuplicateObjects: false });
}

/** What `sha256sum scenario.resolved.yaml` prints: the identity of everything that was run. */
export function scenarioHash<Value = Scenario>(scenario: Value, schema?: z.ZodType<Value>): string {
  return createHash("sha256").update(resolvedYaml(scenario, schema)).digest("hex");
}

/** The scenario as a tree in the notation of the file. */
export function resolvedTree<Value = Scenario>(scenario: Value, schema?: z.ZodType<Value>): Tree {
  return treeOf(encoded(scenario, schema), DEFAULT_ORIGIN);
}

/** How many values of a loaded scenario are stated, assumed, calibrated, unlabelled and left to their defaults. */
export function provenanceCounts<Value = Scenario>(scenario: Value, schema?: z.ZodType<Value>): ProvenanceCounts {
  return countProvenance(resolvedTree(scenario, schema));
}

function encoded<Value>(scenario: Value, schema: z.ZodType<Value> | undefined): unknown {
  return z.encode((schema ?? scenarioSchema) as z.ZodType, scenario);
}

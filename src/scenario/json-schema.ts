/** The JSON Schema that editors check and complete scenario files with. */
import { z } from "zod";
import { scenarioSchema } from "./schema.js";

/** Draft 7 of the file as it is written: quantities are text with units, defaults may be left out. */
export function jsonSchema(schema: z.ZodType = scenarioSchema): Record<string, unknown> {
  const { $schema, ...shape } = z.toJSONSchema(schema, { io: "input", target: "draft-7" });
  return { $schema, title: "tempfail scenario, version 1", ...shape };
}

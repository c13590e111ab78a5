/** `tempfail schema`: the JSON Schemas of scenario files and results. */
import { z } from "zod";
import { runResult } from "../../results/run-result.js";
import { studyResult } from "../../results/study-result.js";
import { jsonSchema } from "../../scenario/json-schema.js";
import { print } from "../console.js";
import { exitCode } from "../exit-code.js";
import { withJson } from "../options/global-options.js";
import { schemaNames } from "../options/topics.js";
import { verb } from "./verb.js";

const schemas: { readonly [of in (typeof schemaNames)[number]]: () => object } = {
  scenario: () => jsonSchema(),
  result: () => z.toJSONSchema(runResult, { target: "draft-7" }),
  study: () => z.toJSONSchema(studyResult, { target: "draft-7" }),
};

export const schema = verb({
  options: (yargs) =>
    withJson(yargs)
      .positional("of", {
        type: "string",
        choices: schemaNames,
        default: "scenario" as const,
        describe: "Kind of file",
      })
      .example("$0 schema > schema.json", "for your editor")
      .example("$0 schema result", "the schema of result.json"),
  run(given) {
    const one = schemas[given.of as keyof typeof schemas];
    print(`${JSON.stringify(one(), null, 2)}\n`);
    return exitCode.ok;
  },
});

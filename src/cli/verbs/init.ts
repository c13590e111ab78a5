/** `tempfail init NAME`: writes a new scenario that runs as it is. */
import { existsSync } from "node:fs";
import { readSource } from "../../scenario/source.js";
import { print } from "../console.js";
import { exitCode } from "../exit-code.js";
import { writeTextFile } from "../files/write-text-file.js";
import { withJson, withQuiet } from "../options/global-options.js";
import { UsageError } from "../options/usage-error.js";
import { verb } from "./verb.js";

export const init = verb({
  options: (yargs) =>
    withQuiet(withJson(yargs))
      .positional("name", {
        type: "string",
        demandOption: true,
        describe: "Name of the scenario; the file is NAME.yaml",
      })
      .option("from", {
        type: "string",
        requiresArg: true,
        describe: "Scenario to extend, instead of an independent one",
      })
      .example("$0 init noon-flood", "writes noon-flood.yaml")
      .example("$0 init our-cluster --from may-2016-cassandra", "a shipped scenario with your own numbers"),
  run({ name, from, json, quiet }) {
    if (!/^[a-z0-9]+([.-][a-z0-9]+)*$/.test(name))
      throw new UsageError(`"${name}" cannot name a scenario: lower-case words joined by hyphens, such as noon-flood`);
    const file = `${name}.yaml`;
    if (existsSync(file)) throw new UsageError(`${file} exists already`);
    if (from !== undefined) readSource(from);
    writeTextFile(file, from === undefined ? fresh(name) : extending(name, from));
    if (json) print(`${JSON.stringify({ file })}\n`);
    else if (!quiet) print(`${file} written; try: tempfail replay ${file}\n`);
    return exitCode.ok;
  },
});

function fresh(name: string): string {
  return `version: 1
name: ${name}
question: Does the mail get through while every third connection is refused?
# What to watch: accept.latency, and the attempts that a message takes.

clock: { start: 2025-03-03T12:00:00Z, duration: 1h, warmUp: 10min, bucket: 10s }

senders:
  - { name: shops, protocol: smtp, hosts: 200, rate: 20/s, retry: postfix }
  - { name: apps, protocol: api, hosts: 50, rate: 5/s, retry: { profile: exponential, first: 10s } }

intake: { sessions: 500 }
storage: off
delivery: off

operations:
  - { name: refusals, at: 20min, for: 10min, do: fault, probability: 30% }

expect:
  - { id: nothing-lost, that: count(messages.lost) = 0 }
  - { id: half-in-seconds, that: p50(accept.latency) < 5s }

provenance:
  senders: { assumed: "our usual noon" }
`;
}

function extending(name: string, from: string): string {
  return `version: 1
name: ${name}
extends: ${JSON.stringify(from)}
question: What changes with our own numbers?

# Write here what differs; "tempfail inspect ${name}.yaml" shows every value and where it comes from.
`;
}

/**
 * The verbs by name: what the help of the program says of each, and how to load it. A verb brings its options and its
 * work, and is loaded only when the command line names it. A new verb is a file and an entry here.
 */
import type { Verb } from "./verb.js";

/** A verb that is not loaded yet. */
export interface VerbEntry {
  /** With positionals: `replay <file>`. */
  readonly command: string;
  readonly describe: string;
  load(): Promise<Verb<unknown>>;
}

export const verbs: readonly VerbEntry[] = [
  {
    command: "replay <file>",
    describe: "Replay an incident: simulated beside stated, with a verdict and a report",
    load: async () => (await import("./replay.js")).replay,
  },
  {
    command: "run <file>",
    describe: "Run a scenario once, or several times with confidence intervals",
    load: async () => (await import("./run.js")).run,
  },
  {
    command: "validate <files..>",
    describe: "Check scenarios: all errors at once, with file:line:column",
    load: async () => (await import("./validate.js")).validate,
  },
  {
    command: "inspect <file>",
    describe: "Show each resolved value with its origin and provenance",
    load: async () => (await import("./inspect.js")).inspect,
  },
  {
    command: "list [topic] [file]",
    describe: "List scenarios, retry profiles, metrics and all other catalogues",
    load: async () => (await import("./list.js")).list,
  },
  {
    command: "report <run>",
    describe: "Render a stored result in another format",
    load: async () => (await import("./report.js")).report,
  },
  {
    command: "qshape <run>",
    describe: "Show the senders' queues by age at one moment, in the form of Postfix's qshape",
    load: async () => (await import("./qshape.js")).qshape,
  },
  {
    command: "trace <run>",
    describe: "Follow one message: each attempt with stage, reply, cause and next try",
    load: async () => (await import("./trace.js")).trace,
  },
  {
    command: "vantage <run>",
    describe: "Show success as clients, hops and servers see it, and the blind spot between them",
    load: async () => (await import("./vantage.js")).vantage,
  },
  {
    command: "where <run>",
    describe: "Show at which hop and stage failed attempts were last seen",
    load: async () => (await import("./where.js")).where,
  },
  {
    command: "probe <file>",
    describe: "Estimate the chance that a tester who makes N connections sees an edge failure",
    load: async () => (await import("./probe.js")).probe,
  },
  {
    command: "whatif <file>",
    describe: "Compare a scenario with variants of it, on the same random numbers",
    load: async () => (await import("./whatif.js")).whatif,
  },
  {
    command: "explain <run>",
    describe: "Explain the auth service at one moment: trapped or not, why, and what would free it",
    load: async () => (await import("./explain.js")).explainTrap,
  },
  {
    command: "verify",
    describe: "Compare the engine with closed forms: exact value, estimate, interval and verdict",
    load: async () => (await import("./verify.js")).verify,
  },
  {
    command: "init <name>",
    describe: "Write a new scenario file",
    load: async () => (await import("./init.js")).init,
  },
  {
    command: "schema [of]",
    describe: "Print the JSON Schema of scenario files or of results",
    load: async () => (await import("./schema.js")).schema,
  },
];

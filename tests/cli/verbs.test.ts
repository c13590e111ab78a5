/** Each verb by itself: what it prints, its exit code, and what it answers to a slip of the pen. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { worstOf } from "../../src/cli/exit-code.js";
import { say } from "./in-process.js";
import { scratch, shell, tempfail } from "./program.js";
import { smallScenario } from "./small-scenario.js";

const ESCAPE = "\u001b";
const verbs = ["replay", "run", "validate", "inspect", "list", "report", "init", "schema"];
const shipped = ["healthy", "may-2016-cassandra", "mm1", "postfix-smarthost", "retry-storm"];

describe("help", () => {
  test.each(verbs)("of %s shows its options and examples that begin with the program's name", async (verb) => {
    const { code, stdout } = await tempfail([verb, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toContain(`tempfail ${verb}`);
    expect(stdout).toContain("--json");
    expect(stdout).toMatch(new RegExp(`Examples:\\n\\s+tempfail ${verb} `));
  });

  test("of the program lists every verb and the exit codes", async () => {
    const { code, stdout } = await tempfail(["--help"]);
    expect(code).toBe(0);
    for (const verb of [...verbs, "completion"]) expect(stdout).toMatch(new RegExp(`^  tempfail ${verb}\\b`, "m"));
    expect(stdout).toContain("Exit codes: 0 ok, 1 expectation failed, 2 usage or scenario");
  });

  test("the version is the package's", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect((await tempfail(["--version"])).stdout).toBe(`${version}\n`);
  });
});

describe("a slip of the pen is exit code 2 and names what was meant", () => {
  const slips: readonly (readonly [words: readonly string[], cause: string, cure: string])[] = [
    [[], "which verb?", "tempfail --help"],
    [["replya", "mm1"], 'unknown verb "replya"', "did you mean replay?"],
    [["frobnicate"], 'unknown verb "frobnicate"', "tempfail --help lists the verbs"],
    [["run"], "an argument is missing", "tempfail run <file>"],
    [["run", "mm1", "healthy"], 'unexpected argument "healthy"', "tempfail run <file>"],
    [["run", "mm11"], "mm11", "did you mean mm1"],
    [["run", "mm1", "--sede", "2"], "unknown option --sede", "did you mean --seed?"],
    [["run", "mm1", "--seed", "-1"], "--seed -1", "at least 0"],
    [["run", "mm1", "--seed", "one"], "--seed one", "a whole number"],
    [["run", "mm1", "--seed", "1", "--seed", "2"], "--seed", "given more than once"],
    [["run", "mm1", "--out"], "--out", "needs a value"],
    [["run", "mm1", "--out="], "--out", "needs a value"],
    [["run", "mm1", "--set"], "--set", "needs a value"],
    [["run", "mm1", "--precision", "5"], "--precision 5", "such as 5%"],
    [["run", "mm1", "--replications", "0"], "--replications 0", "at least 1"],
    [["run", "mm1", "--memory", "lots"], "--memory lots", "such as 2GB"],
    [["replay", "mm1", "--seeds", "1.5"], "--seeds 1.5", "a whole number"],
    [["run", "mm1", "--set", "clock.bucket=1s"], "more than 100000 buckets", "a longer clock.bucket"],
    [["list", "scenarois"], 'unknown topic "scenarois"', "did you mean scenarios?"],
    [["schema", "reslt"], 'unknown schema "reslt"', "did you mean result?"],
    [["report", "nowhere"], "nowhere", "no such file"],
    [["report", ".", "--format", "htm"], 'unknown format "htm"', "did you mean html?"],
    [["report", fileURLToPath(new URL("../../package.json", import.meta.url))], "package.json", "format"],
    [["init", "Noon Flood"], "cannot name a scenario", "such as noon-flood"],
    [["init", "noon-flood", "--from", "mm11"], "mm11", "did you mean mm1"],
  ];

  test.each(slips)("%j", async (words, cause, cure) => {
    const { code, stdout, stderr } = await say(...words);
    expect(code, stderr).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(cause);
    expect(stderr).toContain(cure);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe("exit codes", () => {
  test("a broken expectation is 1, a broken warning is 0, and both say what was asked for", async () => {
    const out = scratch();
    const failing = ["expect:", "  - { id: nobody-waits, that: max(messages.waiting) < 1 }"];
    const fail = await say("replay", withoutExpect(out, failing), "--out", join(out, "run"));
    expect(fail.code).toBe(1);
    expect(fail.stdout).toMatch(/^FAIL {2}nobody-waits {2}max\(messages\.waiting\) < 1$/m);
    expect(fail.stdout).toContain("0 of 1 expectations hold\n");
    const warning = ["expect:", "  - { id: nobody-waits, that: max(messages.waiting) < 1, severity: warn }"];
    const warn = await say("replay", withoutExpect(out, warning), "--out", join(out, "run"), "--quiet");
    expect(warn).toMatchObject({ code: 0, stdout: "0 of 1 expectations hold, 1 warning\n" });
  });

  test("a precision that too few seeds allow is 3", async () => {
    const out = scratch();
    const words = [
      "run",
      smallScenario(out),
      "--precision",
      "0.001%",
      "--replications",
      "5",
      "--out",
      join(out, "run"),
    ];
    const { code, stdout } = await say(...words, "--quiet");
    expect(code, stdout).toBe(3);
    expect(stdout).toContain("too few seeds or too much noise to decide");
  });

  test("the worst one counts", () => {
    expect(worstOf([0, 3, 4, 1])).toBe(1);
    expect(worstOf([1, 2])).toBe(2);
    expect(worstOf([2, 70])).toBe(70);
    expect(worstOf([70, 130, 0])).toBe(130);
    expect(worstOf([3, 4])).toBe(4);
    expect(worstOf([])).toBe(0);
  });
});

describe("streams", () => {
  test("a reader that closes the pipe early ends the program quietly", async () => {
    const { code, stdout, stderr } = await shell(
      'set -o pipefail; "$NODE" "$TEMPFAIL" inspect may-2016-cassandra --json | head -c 20',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toHaveLength(20);
  });

  test("without a terminal there is no colour, no moving line, and at most 80 columns", async () => {
    const cwd = scratch();
    smallScenario(cwd);
    const { stdout, stderr } = await tempfail(["replay", "small.yaml"], { cwd });
    expect(stdout + stderr).not.toContain(ESCAPE);
    expect(stderr).not.toContain("\r");
    expect(Math.max(...stdout.split("\n").map((line) => [...line].length))).toBeLessThanOrEqual(80);
    expect(stdout).not.toMatch(/[ \t]$/m);
  });

  test("on a terminal there is colour, unless NO_COLOR is set", async () => {
    const cwd = scratch();
    smallScenario(cwd);
    const inTerminal = 'script -qec \'"$NODE" "$TEMPFAIL" replay small.yaml --out out\' /dev/null';
    const coloured = await shell(inTerminal, { cwd, env: { TERM: "xterm-256color" } });
    expect(coloured.code).toBe(0);
    expect(coloured.stdout).toContain(`${ESCAPE}[1m`);
    const plain = await shell(inTerminal, { cwd, env: { TERM: "xterm-256color", NO_COLOR: "1", CI: "1" } });
    expect(plain.stdout).not.toContain(ESCAPE);
  });

  test("--json puts nothing but the result on stdout; --quiet nothing but the verdict", async () => {
    const cwd = scratch();
    smallScenario(cwd);
    const json = await tempfail(["run", "small.yaml", "--json"], { cwd });
    expect(JSON.parse(json.stdout).format).toBe("tempfail/run@1");
    expect(json.stdout).toBe(readFileSync(join(cwd, "reports/small/seed-1/result.json"), "utf8"));
    expect(json.stderr).toBe("report  reports/small/seed-1/report.html\n");
    const quiet = await tempfail(["run", "small.yaml", "--quiet"], { cwd });
    expect(quiet).toMatchObject({ code: 0, stdout: "1 of 1 expectations hold\n", stderr: "" });
  });
});

describe("validate, inspect, list", () => {
  test("validate knows shipped scenarios by name from any directory", async () => {
    const { code, stdout } = await tempfail(["validate", "mm1", "healthy"], { cwd: scratch() });
    expect(code).toBe(0);
    expect(stdout).toBe("mm1: valid\nhealthy: valid\n");
  });

  test("inspect gives every value its line and each reason once", async () => {
    const { code, stdout } = await say("inspect", "may-2016-cassandra");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^storage\.nodes +6 +line \d+ +assumed \d+$/m);
    expect(stdout).toMatch(/^senders\[2\]\.retry\.profile +postfix +line \d+/m);
    expect(stdout).toMatch(/^clock\.scale +1 +default$/m);
    expect(stdout.split("mail leaves within minutes")).toHaveLength(2);
    expect(stdout).not.toContain("[object");
    const written = await say("inspect", "may-2016-cassandra", "--no-defaults", "--set", "storage.nodes=7");
    expect(written.stdout).toMatch(/^storage\.nodes +7 +--set storage\.nodes=7/m);
    expect(written.stdout).not.toMatch(/ default$/m);
  });

  test("inspect as JSON counts what it lists", async () => {
    const { stdout } = await say("inspect", "mm1", "--json");
    const { name, sha256, provenance, values } = JSON.parse(stdout);
    expect(name).toBe("mm1");
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(provenance.unlabelled).toBeGreaterThan(0);
    expect(values.every((value: { origin: string }) => value.origin !== "")).toBe(true);
  });

  test("list shows every shipped scenario with its question", async () => {
    const { stdout } = await say("list", "--json");
    const entries = JSON.parse(stdout) as { name: string; summary: string }[];
    expect(entries.map(({ name }) => name)).toEqual(expect.arrayContaining(shipped));
    for (const { name, summary } of entries) expect(summary, name).toMatch(/\?$/);
  });

  test.each(["retry", "arrivals", "admission", "compaction", "distributions", "operations", "formats", "metrics"])(
    "list %s has a line for each entry, and no summary is empty",
    async (topic) => {
      const { code, stdout } = await say("list", topic, "--json");
      expect(code).toBe(0);
      const entries = JSON.parse(stdout) as { name: string; summary: string }[];
      expect(entries.length).toBeGreaterThan(0);
      expect(entries.filter(({ summary }) => summary === "")).toEqual([]);
      const quiet = await say("list", topic, "--quiet");
      expect(quiet.stdout).toBe(entries.map(({ name }) => `${name}\n`).join(""));
    },
  );
});

describe("report, init, schema, completion", () => {
  test("report lays a stored result out in every format, as the run itself did", async () => {
    const out = scratch();
    const place = join(out, "run");
    const run = await say("run", smallScenario(out), "--out", place);
    expect(run.code).toBe(0);
    const files = { json: "result.json", csv: "series.csv", html: "report.html", markdown: "summary.md" };
    for (const [format, file] of Object.entries(files)) {
      const { stdout } = await say("report", place, "--format", format);
      expect(stdout === readFileSync(join(place, file), "utf8"), format).toBe(true);
    }
    const terminal = await say("report", join(place, "result.json"));
    expect(run.stdout).toBe(`${terminal.stdout}report  ${place}/report.html\n`);
    const copy = join(out, "copy.html");
    expect(await say("report", place, "-f", "html", "-o", copy)).toMatchObject({ code: 0, stdout: "" });
    expect(readFileSync(copy, "utf8") === readFileSync(join(place, "report.html"), "utf8")).toBe(true);
  });

  test("a damaged result is a sentence", async () => {
    const out = scratch();
    for (const text of ["", "{", "[]", '{"format":"tempfail/run@9"}', '{"format":"tempfail/run@1"}']) {
      writeFileSync(join(out, "result.json"), text);
      const { code, stderr } = await say("report", out);
      expect(code, text).toBe(2);
      expect(stderr).toMatch(/^tempfail: .*result\.json: ./);
      expect(stderr).not.toMatch(/^\s+at /m);
    }
  });

  test("init writes a scenario that is valid and runs, and overwrites nothing", async () => {
    const cwd = scratch();
    expect((await tempfail(["init", "noon-flood"], { cwd })).code).toBe(0);
    const run = await tempfail(["replay", "noon-flood.yaml", "--quiet"], { cwd });
    expect(run).toMatchObject({ code: 0, stdout: "2 of 2 expectations hold\n" });
    const again = await tempfail(["init", "noon-flood"], { cwd });
    expect(again.code).toBe(2);
    expect(again.stderr).toContain("noon-flood.yaml exists already");
    expect((await tempfail(["init", "ours", "--from", "may-2016-cassandra"], { cwd })).code).toBe(0);
    expect((await tempfail(["validate", "ours.yaml"], { cwd })).stdout).toBe("ours.yaml: valid\n");
  });

  test.each(["explain", "qshape", "trace", "vantage", "where", "probe", "schema", "report"])(
    "%s does not take the option --quiet, which it could not honour",
    async (verb) => {
      const { code, stderr } = await say(verb, "mm1", "--quiet", ...atOf(verb));
      expect(code).toBe(2);
      expect(stderr).toContain("quiet");
    },
  );

  test.each(["explain", "where", "schema", "list", "init", "inspect", "validate"])(
    "%s prints no times, and does not take the option --local",
    async (verb) => {
      const { code, stderr } = await say(verb, "mm1", "--local", ...atOf(verb));
      expect(code).toBe(2);
      expect(stderr).toContain("local");
    },
  );

  test("the shapes of attacks are a topic", async () => {
    const { stdout } = await say("list", "attack-shapes", "--quiet");
    expect(stdout).toBe("steady\npulses\n");
  });

  test.each(["scenario", "result", "study"])("schema %s is a JSON Schema", async (of) => {
    const { code, stdout } = await say("schema", of);
    expect(code).toBe(0);
    const schema = JSON.parse(stdout);
    expect(schema.$schema).toMatch(/^https?:\/\/json-schema\.org\//);
    expect(Object.keys(schema.properties).length).toBeGreaterThan(5);
  });

  test("completion prints a script that bash accepts, and knows scenarios, topics and formats", async () => {
    const script = await shell('"$NODE" "$TEMPFAIL" completion > completion.sh && bash -n completion.sh', {
      cwd: scratch(),
    });
    expect(script).toMatchObject({ code: 0, stderr: "" });
    const offered = async (...words: string[]) =>
      (await tempfail(["--get-yargs-completions", "tempfail", ...words])).stdout.trim().split("\n");
    expect(await offered("re")).toEqual(expect.arrayContaining([expect.stringMatching(/^replay/)]));
    expect(await offered("replay", "may")).toEqual([
      "may-2016-cassandra",
      "may-2016-ddos",
      "may-2016-month",
      "may-2016-timeouts",
    ]);
    expect(await offered("list", "ret")).toEqual(["retry"]);
    expect(await offered("report", "x", "--format", "m")).toEqual(["markdown"]);
  });
});

/** The small scenario with another `expect`. */
function withoutExpect(directory: string, lines: readonly string[]): string {
  const file = smallScenario(directory);
  const [head = ""] = readFileSync(file, "utf8").split("expect:");
  writeFileSync(file, `${head}${lines.join("\n")}\n`);
  return file;
}

/** The option that some verbs ask for. */
function atOf(verb: string): string[] {
  return ["explain", "qshape", "probe"].includes(verb) ? ["--at", "1min"] : [];
}

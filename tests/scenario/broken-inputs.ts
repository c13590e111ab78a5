/**
 * Everything a scenario can get wrong, one row each: what is handed in, and the place, cause and cure that must come
 * back.
 */
import { execFileSync } from "node:child_process";
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The committed files of this table. */
export const brokenDirectory = fileURLToPath(new URL("./broken", import.meta.url));
export const wholeScenario = fileURLToPath(new URL("./whole.yaml", import.meta.url));

export interface BrokenInput {
  readonly phrase: string;
  /** A file below `brokenDirectory`, or a function that makes one in a scratch directory and returns its path. */
  readonly file: string | ((scratch: string) => string);
  readonly sets?: readonly string[];
  /** Files below `brokenDirectory`. */
  readonly patches?: readonly string[];
  /** The end of the path with line and column, or what stands for them. */
  readonly place: string;
  readonly cause: string;
  readonly cure: string;
}

/** The path to hand to a command; generated files are made in `scratch`. */
export function pathOf({ file }: BrokenInput, scratch: string): string {
  return typeof file === "string" ? join(brokenDirectory, file) : file(scratch);
}

export const brokenInputs: readonly BrokenInput[] = [
  // Quantities
  row("a unit that is not ours", "wrong-unit.yaml", "wrong-unit.yaml:3:20", 'unknown unit "m"', "did you mean 5min?"),
  row("a number without a unit", "no-unit.yaml", "no-unit.yaml:3:20", "30 has no unit", "did you mean 30s?"),
  row("digits in quotes", "no-unit-in-text.yaml", "no-unit-in-text.yaml:4:13", '"30" has no unit', "did you mean 30s?"),
  row("units from small to large", "units-out-of-order.yaml", ":3:20", "units out of order", "such as 30s or 1h30min"),
  row("a run of no length", "zero-duration.yaml", ":3:20", "clock.duration: zero", "expected more than zero"),
  row("a run without end", "endless-duration.yaml", ":3:20", "too large", "expected a duration"),
  row("kilobytes spelled the other way", "kilobytes.yaml", ":4:37", '"30KB"', "30kB"),
  row(
    "shares of nothing",
    "shares-of-nothing.yaml",
    ":4:1",
    "senders: found a list of 2",
    "shares of all mail below 100%",
  ),
  row("a negative rate", "negative-rate.yaml", ":4:26", '"-5/s" is negative', "expected a rate such as 200/s"),
  row("NaN", "nan.yaml", ":3:17", "found NaN", "expected a finite number"),
  row("infinity", "infinity.yaml", ":3:17", "found Infinity", "expected a finite number"),
  row("a scale of zero", "zero-scale.yaml", ":3:17", "found 0", "expected more than 0"),
  row("a share above one", "share-above-one.yaml", ":4:27", "150% lies outside 0 to 1", "from 0% to 100%"),
  row("an objective of all", "objective-without-budget.yaml", ":6:34", "leaves no error budget", "less than 100%"),
  row("a time without its zone", "local-time.yaml", ":3:17", "not in UTC", "did you mean 2016-05-24T09:00:00Z?"),
  row(
    "a day that no calendar has",
    "thirtieth-of-february.yaml",
    ":3:17",
    "not an instant",
    "such as 2016-05-24T09:00:00Z",
  ),
  row("a clock time after midnight", "moment-beyond-midnight.yaml", ":4:23", '"25:00"', "a clock time such as 11:05"),
  row("half a seed", "half-a-seed.yaml", ":3:8", "found 1.5", "expected a whole number"),
  // Keys and names
  row("a part that there is not", "unknown-part.yaml", ":3:1", 'unknown key "sender"', "did you mean senders?"),
  row("a misspelt key", "unknown-key.yaml", ":5:3", 'unknown key "sesions"', "did you mean sessions?"),
  row("the same key twice", "duplicate-key.yaml", ":7:3", 'the key "nodes" a second time', "each key once"),
  row(
    "two populations of one name",
    "duplicate-name.yaml",
    ":5:5",
    'the name "shops" a second time',
    "a name of its own",
  ),
  row(
    "an unknown retry profile",
    "retry-unknown.yaml",
    ":6:23",
    'unknown retry profile "postfxi"',
    "did you mean postfix?",
  ),
  row("an unknown profile in short", "retry-shorthand-unknown.yaml", ":4:38", '"exmi"', "did you mean exim?"),
  row("a misspelt option", "retry-option-misspelt.yaml", ":4:62", 'unknown key "frist"', "did you mean first?"),
  row("options without their profile", "retry-nameless.yaml", ":4:31", "missing retry profile", "one of postfix, exim"),
  row("an unknown operation", "operation-unknown.yaml", ":4:34", 'unknown operation "upgrad"', "did you mean upgrade?"),
  row("an unknown severity", "severity-unknown.yaml", ":4:63", 'found "wran"', "did you mean warn?"),
  row(
    "a name that leads out of the house",
    "name-with-slash.yaml",
    ":2:7",
    "../../etc/passwd",
    "lower-case words joined by hyphens",
  ),
  // Shapes
  row("no version", "no-version.yaml", ":1:1", "version", "expected version: 1"),
  row("a version to come", "version-2.yaml", ":1:10", "version", "expected version: 1"),
  row("no name", "no-name.yaml", ":1:1", "name: missing", "expected text"),
  row("a word for a population", "sender-is-a-word.yaml", ":3:11", 'found "shops"', "expected a map"),
  row("a map for a list", "senders-are-a-map.yaml", ":3:1", "found a map", "expected a list"),
  row("a key without a value", "clock-without-value.yaml", ":3:7", "clock: no value", "expected a map"),
  row("half a word", "storage-half-off.yaml", ":3:10", 'found "of"', "expected off or a map"),
  row("an expectation that expects nothing", "expect-without-that.yaml", ":4:5", "missing", "expected text"),
  // Values that contradict one another
  row("more replicas than nodes", "impossible-quorum.yaml", ":3:35", "3 replicas on 2 nodes", "at most 2"),
  row("a quorum that cannot meet", "impossible-consistency.yaml", ":5:16", "needs 2 replicas", "one, quorum or all"),
  row(
    "a warm-up longer than the run",
    "warm-up-too-long.yaml",
    ":3:32",
    "takes the whole run",
    "less than clock.duration",
  ),
  row("a bucket longer than the run", "bucket-too-long.yaml", ":3:32", "longer than the run", "at most clock.duration"),
  row("a rate and a share", "rate-and-share.yaml", ":4:26", 'found "1/s"', "either a rate or a share"),
  row(
    "a counterfactual without a change",
    "counterfactual-changes-nothing.yaml",
    ":4:5",
    "changes nothing",
    "without, set, move",
  ),
  row(
    "a factorial of strangers",
    "factorial-of-strangers.yaml",
    ":5:34",
    'no other counterfactual or operation "b"',
    "expected one of a",
  ),
  row("a label for nothing", "label-for-nothing.yaml", ":5:3", 'no "duratoin" in clock', "did you mean duration?"),
  row(
    "a label of an unknown kind",
    "label-unknown.yaml",
    ":5:10",
    "provenance.clock",
    "one of stated, assumed, calibrated",
  ),
  row("a label at no path", "label-bad-path.yaml", ":5:3", "is not a path", "such as senders.shops.rate"),
  // extends
  row("a cycle", "cycle-a.yaml", "cycle-b.yaml:3:10", "a cycle", "a chain that ends"),
  row("a scenario on top of itself", "extends-itself.yaml", ":3:10", "a cycle", "a chain that ends"),
  row("nothing to extend", "extends-nothing.yaml", ":3:10", "no such file", "cycle-a.yaml"),
  row("a directory to extend", "extends-directory.yaml", ":3:10", "a directory", "expected a scenario file"),
  row("a broken scenario to extend", "extends-broken.yaml", "nan.yaml:3:17", "found NaN", "expected a finite number"),
  row(
    "nothing to leave out",
    "extends-without-nothing.yaml",
    ":3:10",
    'no "upgrad" in operations',
    "expected one of roll",
  ),
  row("a number to extend", "extends-number.yaml", ":3:10", "no scenario to extend", "a file or a shipped scenario"),
  row("a chain without sight of its end", longChain, "link-9.yaml:3:10", "more than 10 files", "fewer"),
  // YAML
  row(
    "aliases of aliases of aliases",
    "alias-bomb.yaml",
    "alias-bomb.yaml:7:",
    "more than 100000 values",
    "without nested aliases",
  ),
  row("an alias to nothing", "alias-unknown.yaml", ":3:8", "the alias *later", "a complete anchor &later before it"),
  row(
    "an alias inside its anchor",
    "alias-in-itself.yaml",
    ":3:27",
    "the alias *clock",
    "a complete anchor &clock before it",
  ),
  row("a merge key", "merge-key.yaml", ":4:11", "a YAML merge key", "`extends`"),
  row("a tag", "tag.yaml", ":3:11", "the tag", "plain values without YAML tags"),
  row("a list as a key", "map-as-key.yaml", ":3:12", "a key that is not plain text", "a word"),
  row("a tab", "tab.yaml", ":3:1", "a tab as indentation", "spaces"),
  row("an open bracket", "open-bracket.yaml", ":4:1", "not valid YAML", "YAML 1.2"),
  row("an open quote", "open-quote.yaml", ":4:1", "not valid YAML", "YAML 1.2"),
  row("two documents", "two-documents.yaml", ":3:1", "a second YAML document", "one document"),
  row("nesting without an end", "deep-blocks.yaml", ":66:", "nested too deeply", "at most 64 levels"),
  row("a tower of brackets", towerOfBrackets, "tower.yaml:1:1", "nested too deeply", "at most 64 levels"),
  row("a tower of maps", towerOfMaps, "maps.yaml:", "nested too deeply", "at most 64 levels"),
  row("an empty file", "empty.yaml", ":1:1", "nothing", "a map that starts with version: 1"),
  row("comments alone", "comments-only.yaml", ":1:1", "nothing", "a map that starts with version: 1"),
  row("a list", "list.yaml", ":1:1", "a single value or a list", "a map that starts with version: 1"),
  row("a word", "one-word.yaml", ":1:1", "a single value or a list", "a map that starts with version: 1"),
  // Files
  row(
    "a missing file",
    () => "nowhere/scenario.yaml",
    "nowhere/scenario.yaml",
    "no such file",
    "a scenario file or the name",
  ),
  row("a file name with a slip", "wrong-unti.yaml", "wrong-unti.yaml", "no such file", "wrong-unit.yaml?"),
  row("a directory", () => brokenDirectory, "broken", "a directory", "expected a scenario file"),
  row("a device", () => "/dev/zero", "/dev/zero", "not a regular file", "expected a scenario file"),
  row("a pipe that nobody writes to", namedPipe, "pipe.yaml", "not a regular file", "expected a scenario file"),
  row("a file of 50 MB", fiftyMegabytes, "large.yaml", "a file of 50.0 MB", "at most 2 MB"),
  row("a binary file", binaryFile, "binary.yaml", "a binary file", "a scenario in YAML, UTF-8"),
  row("UTF-16", utf16File, "utf16.yaml", "UTF-16 text", "UTF-8 text"),
  row("Latin-1", latin1File, "latin1.yaml", "not UTF-8 in line 3", "a scenario in YAML, UTF-8"),
  // Changes from outside
  changed("a setting for nobody", { sets: ["senders.shpos.rate=1/s"] }, 'no "shpos" in senders', "did you mean shops?"),
  changed(
    "a setting of an unknown key",
    { sets: ["clock.durtion=5min"] },
    'unknown key "durtion"',
    "did you mean duration?",
  ),
  changed("a setting of an unknown part", { sets: ["sender.x=1"] }, 'unknown key "sender"', "did you mean senders?"),
  changed(
    "a setting beyond the list",
    { sets: ["senders[9].rate=1/s"] },
    'no "9" in senders',
    "expected one of shops, isps",
  ),
  changed(
    "a setting below a value",
    { sets: ["clock.start.x=1"] },
    "nothing below clock.start",
    "a path that ends there",
  ),
  changed("a setting without a value", { sets: ["clock.start="] }, "no value after the =", "a value, or null"),
  changed("a setting without a sign", { sets: ["clock.start"] }, 'no "=" in the assignment', "path=value"),
  changed("a setting at no path", { sets: ["clock start=1"] }, "is not a path", "such as senders.shops.rate"),
  changed("a setting of the wrong kind", { sets: ["senders.*.rate=30"] }, "30 has no unit", "did you mean 30/s?"),
  {
    ...changed(
      "a patch with an unknown key",
      { patches: ["patch-unknown-key.yaml"] },
      'unknown key "warmpUp"',
      "warmUp?",
    ),
    place: "patch-unknown-key.yaml:1:10",
  },
  {
    ...changed(
      "a patch that extends",
      { patches: ["patch-extends.yaml"] },
      "`extends` in a patch",
      "only what changes",
    ),
    place: "patch-extends.yaml:1:1",
  },
  {
    ...changed("a missing patch", { patches: ["patch-extend.yaml"] }, "no such file", "patch-extends.yaml?"),
    place: "patch-extend.yaml",
  },
];

function row(phrase: string, file: BrokenInput["file"], place: string, cause: string, cure: string): BrokenInput {
  const isShort = place.startsWith(":") && typeof file === "string";
  return { phrase, file, place: isShort ? `${file}${place}` : place, cause, cure };
}

/** A change to the whole scenario that does not fit it. */
function changed(
  phrase: string,
  changes: Pick<BrokenInput, "sets" | "patches">,
  cause: string,
  cure: string,
): BrokenInput {
  return { phrase, file: () => wholeScenario, ...changes, place: `--set ${changes.sets?.[0] ?? ""}`, cause, cure };
}

function made(scratch: string, name: string, content: string | Uint8Array): string {
  mkdirSync(scratch, { recursive: true });
  const file = join(scratch, name);
  writeFileSync(file, content);
  return file;
}

function longChain(scratch: string): string {
  for (let link = 0; link <= 12; link++) {
    made(scratch, `link-${link}.yaml`, `version: 1\nname: link\nextends: link-${link + 1}.yaml\n`);
  }
  return join(scratch, "link-0.yaml");
}

function towerOfBrackets(scratch: string): string {
  return made(scratch, "tower.yaml", "[".repeat(1_000_000));
}

function towerOfMaps(scratch: string): string {
  return made(scratch, "maps.yaml", "{ a: ".repeat(300_000));
}

function fiftyMegabytes(scratch: string): string {
  const file = made(scratch, "large.yaml", "version: 1\n");
  const descriptor = openSync(file, "r+");
  ftruncateSync(descriptor, 50_000_000);
  closeSync(descriptor);
  return file;
}

const PIPE_MAKER = "mkfifo";

function namedPipe(scratch: string): string {
  mkdirSync(scratch, { recursive: true });
  const file = join(scratch, "pipe.yaml");
  rmSync(file, { force: true });
  execFileSync(PIPE_MAKER, [file]);
  return file;
}

function binaryFile(scratch: string): string {
  return made(scratch, "binary.yaml", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]));
}

function utf16File(scratch: string): string {
  return made(scratch, "utf16.yaml", Buffer.from("\ufeffversion: 1\n", "utf16le"));
}

function latin1File(scratch: string): string {
  return made(scratch, "latin1.yaml", Buffer.from("version: 1\nname: broken\nquestion: M\u00fcde?\n", "latin1"));
}

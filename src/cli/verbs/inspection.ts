/**
 * The resolved values of a scenario as a table: value, line, provenance. Each reason is written once, below the table.
 */
import { textTable, wrap } from "../../report/text/text-table.js";
import type { ResolvedLeaf } from "../../scenario/leaves.js";
import { pathText } from "../../scenario/path.js";
import { scenarioHash } from "../../scenario/resolved.js";
import type { LoadedScenario } from "../../scenario/schema.js";
import { terminalStyle } from "../console.js";

/** The whole text, with a newline at its end; only its head when `quiet`. */
export function inspection(
  loaded: LoadedScenario,
  leaves: readonly ResolvedLeaf[],
  warnings: readonly string[],
  quiet: boolean,
): string {
  const style = terminalStyle(false);
  const main = mainFile(leaves);
  const lines = [...headOf(loaded, main), ...warnings.map((line) => `auth at the start: ${line}`)];
  const head = lines.flatMap((line) => wrap(line, style.width));
  if (quiet) return `${head.join("\n")}\n`;
  const reasons = new Reasons();
  const rows = leaves.map((leaf) => [
    pathText(leaf.path),
    shown(leaf.value),
    placeOf(leaf, main),
    reasons.note(leaf.label),
  ]);
  const table = textTable(rows, [{}, { wraps: true }, {}, {}], style.width, (text, row, column) =>
    column >= 2 || rows[row]?.[2] === "default" ? style.paint("quiet", text) : text,
  );
  const notes = textTable(reasons.rows, [{ align: "right" }, { wraps: true }], style.width);
  const title = notes.length > 0 ? ["", style.paint("heading", "Reasons")] : [];
  return `${[...head, "", ...table, ...title, ...notes].join("\n")}\n`;
}

function headOf({ scenario, counts }: LoadedScenario, main: string | undefined): string[] {
  const { stated, assumed, calibrated, unlabelled, defaults } = counts;
  const kinds = [`${stated} stated`, `${assumed} assumed`, `${calibrated} calibrated`, `${unlabelled} without a label`];
  return [
    [
      scenario.name,
      `sha256 ${scenarioHash(scenario).slice(0, 12)}`,
      ...(main === undefined ? [] : [`lines of ${main}`]),
    ].join(" · "),
    `${stated + assumed + calibrated + unlabelled} parameters: ${kinds.join(", ")}; ${defaults} defaults`,
  ];
}

/** The file with most of the values: its name is printed once. */
function mainFile(leaves: readonly ResolvedLeaf[]): string | undefined {
  const written = new Map<string, number>();
  for (const { origin } of leaves) {
    const file = origin.kind === "file" ? fileOf(origin.place) : undefined;
    if (file !== undefined) written.set(file, (written.get(file) ?? 0) + 1);
  }
  return [...written].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function fileOf(place: string): string {
  return place.replace(/:\d+:\d+$/, "");
}

function placeOf({ origin }: ResolvedLeaf, main: string | undefined): string {
  if (origin.kind === "default") return "default";
  const [, line] = /:(\d+):\d+$/.exec(origin.place) ?? [];
  return line !== undefined && fileOf(origin.place) === main ? `line ${line}` : origin.place;
}

/** Only empty lists and maps are values: their members have paths of their own. */
function shown(value: unknown): string {
  return typeof value === "object" && value !== null ? "none" : String(value);
}

/** Reasons, numbered in the order of their first use. */
class Reasons {
  private readonly numbers = new Map<string, number>();

  /** `assumed 3`: the kind of a label, and the number of its reason. */
  note(label: ResolvedLeaf["label"]): string {
    const [kind, reason] = Object.entries(label ?? {})[0] ?? ["default", ""];
    if (kind === "default") return "";
    const number = this.numbers.get(reason) ?? this.numbers.size + 1;
    this.numbers.set(reason, number);
    return `${kind} ${number}`;
  }

  get rows(): string[][] {
    return [...this.numbers].map(([reason, number]) => [String(number), reason]);
  }
}

/**
 * Variants of a scenario: what a counterfactual, or the command line, leaves out, sets or moves, as changes to its
 * files.
 */
import type { Changes } from "./scenario.js";
import type { LoadedScenario, Scenario } from "./schema.js";

/** What a counterfactual may say, its expectations aside. Operations go by their names, everything else by its path. */
export interface VariantOrder {
  readonly without?: readonly string[] | undefined;
  /** `path=value`. */
  readonly sets?: readonly string[] | undefined;
  /** `operation=11:05`. */
  readonly moves?: readonly string[] | undefined;
  /** Pieces of a scenario laid over it. */
  readonly adds?: readonly Piece[] | undefined;
}

type Piece = NonNullable<Counterfactual["add"]>;

type Counterfactual = Scenario["counterfactuals"][number];

/** A variant that the files declare, as an order. */
export function orderOf({
  without,
  set,
  move,
  add,
}: Pick<Counterfactual, "without" | "set" | "move" | "add">): VariantOrder {
  return {
    without,
    sets: Object.entries(set ?? {}).map(([path, value]) => `${path}=${JSON.stringify(value)}`),
    moves: Object.entries(move ?? {}).map(([name, moment]) => `${name}=${momentText(moment)}`),
    adds: add === undefined ? [] : [add],
  };
}

/** The order as changes. What takes a removed operation back goes with it. */
export function changesFor(
  { without = [], sets = [], moves = [], adds = [] }: VariantOrder,
  { scenario }: LoadedScenario,
): Changes {
  const names = scenario.operations.map(({ name }) => String(name));
  const pathOf = (name: string) => (names.includes(name) ? `operations.${name}` : name);
  const removed = without.map(pathOf);
  const undoing = scenario.operations
    .filter(({ of }) => typeof of === "string" && removed.includes(`operations.${of}`))
    .map(({ name }) => `operations.${String(name)}`);
  return {
    patches: adds.map((piece) => ({ name: "counterfactual", text: JSON.stringify(piece) })),
    without: [...new Set([...removed, ...undoing])],
    sets: [...moves.map((text) => moved(text, pathOf)), ...sets, "counterfactuals=[]"],
  };
}

function moved(text: string, pathOf: (name: string) => string): string {
  const equals = text.indexOf("=");
  const [name, time] = equals < 0 ? [text, ""] : [text.slice(0, equals), text.slice(equals + 1)];
  return `${pathOf(name)}.at=${JSON.stringify(time)}`;
}

function momentText(moment: NonNullable<Counterfactual["move"]>[string]): string {
  if ("offset" in moment) return `${moment.offset}s`;
  const [hours, minutes, seconds] = [moment.clock / 3600, (moment.clock / 60) % 60, moment.clock % 60];
  return [hours, minutes, seconds].map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
}

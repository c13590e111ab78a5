/** Which variants `whatif` runs: those that the command line asks for, else those that the scenario declares. */
import { rehearse } from "../experiment/run.js";
import type { LoadedScenario, Scenario } from "../scenario/schema.js";
import { changesFor, orderOf, type VariantOrder } from "../scenario/variant.js";
import { ScenarioError } from "../schema/scenario-error.js";

export interface PlannedVariant {
  readonly name: string;
  /** As the command line writes them. */
  readonly changes: readonly string[];
  readonly loaded: LoadedScenario;
}

export interface PlannedFactorial {
  readonly name: string;
  readonly factors: readonly string[];
  readonly cells: readonly { readonly with: readonly string[]; readonly loaded: LoadedScenario }[];
}

/** The variants of the command line: one of all changes together, or one for each. */
export function askedVariants(loaded: LoadedScenario, order: VariantOrder, each: boolean): PlannedVariant[] {
  const { without = [], sets = [], moves = [] } = order;
  const single: VariantOrder[] = [
    ...without.map((path) => ({ without: [path] })),
    ...sets.map((text) => ({ sets: [text] })),
    ...moves.map((text) => ({ moves: [text] })),
  ];
  const orders = each ? single : [order];
  return orders.map((one) => {
    const changes = wordsOf(one);
    return { name: changes.join(" "), changes, loaded: stillJudged(loaded.changed(changesFor(one, loaded))) };
  });
}

/** The counterfactuals that the scenario declares, factorials aside; each is judged by its own expectations. */
export function declaredVariants(loaded: LoadedScenario): PlannedVariant[] {
  return loaded.scenario.counterfactuals
    .filter(({ factorial }) => factorial === undefined)
    .map((one) => {
      const order = orderOf(one);
      return { name: one.name, changes: wordsOf(order), loaded: judgedBy(loaded, order, one.expect) };
    });
}

/** Every combination of the factors: an operation is there or left out, a counterfactual applied or not. */
export function declaredFactorials(loaded: LoadedScenario): PlannedFactorial[] {
  const { counterfactuals } = loaded.scenario;
  return counterfactuals.flatMap(({ name, factorial: factors, expect }) => {
    if (factors === undefined) return [];
    const cells = subsets(factors).map((present) => {
      const orders = factors.flatMap((factor) => effectOf(factor, present.includes(factor), counterfactuals));
      return { with: present, loaded: judgedBy(loaded, united(orders), expect) };
    });
    return [{ name, factors, cells }];
  });
}

function effectOf(factor: string, isPresent: boolean, counterfactuals: Scenario["counterfactuals"]): VariantOrder[] {
  const declared = counterfactuals.find(({ name }) => name === factor);
  if (declared) return isPresent ? [orderOf(declared)] : [];
  return isPresent ? [] : [{ without: [factor] }];
}

function united(orders: readonly VariantOrder[]): VariantOrder {
  return {
    without: orders.flatMap(({ without = [] }) => without),
    sets: orders.flatMap(({ sets = [] }) => sets),
    moves: orders.flatMap(({ moves = [] }) => moves),
    adds: orders.flatMap(({ adds = [] }) => adds),
  };
}

/** From none of them to all. */
function subsets(factors: readonly string[]): string[][] {
  return factors.reduce<string[][]>((all, factor) => all.flatMap((one) => [one, [...one, factor]]), [[]]);
}

function judgedBy(loaded: LoadedScenario, order: VariantOrder, expect: Scenario["expect"]): LoadedScenario {
  const changes = changesFor(order, loaded);
  return loaded.changed({ ...changes, sets: [...(changes.sets ?? []), `expect=${JSON.stringify(expect)}`] });
}

/**
 * Without the expectations that name what the change took away; the others are counted, but a variant that somebody
 * asks for is not wrong when it breaks them. Throws a ScenarioError for any other problem.
 */
function stillJudged(loaded: LoadedScenario): LoadedScenario {
  const told = (expect: Scenario["expect"]) =>
    loaded.changed({ sets: [`expect=${JSON.stringify(expect.map((one) => ({ ...one, severity: "warn" })))}`] });
  try {
    rehearse(loaded);
    return told(loaded.scenario.expect);
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    const indices = error.problems.map(({ path }) => /^expect\[(\d+)\]/.exec(path)?.[1]);
    if (indices.some((index) => index === undefined)) throw error;
    return told(loaded.scenario.expect.filter((_, index) => !indices.includes(String(index))));
  }
}

function wordsOf({ without = [], sets = [], moves = [], adds = [] }: VariantOrder): string[] {
  return [
    ...adds.map((piece) => `with ${Object.keys(piece).join(", ")}`),
    ...without.map((path) => `--without ${path}`),
    ...sets.map((text) => `--set ${text}`),
    ...moves.map((text) => `--move ${text}`),
  ];
}

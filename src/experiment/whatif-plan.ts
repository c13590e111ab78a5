/** The variants that `whatif` runs: those of the command line, else those that the scenario declares. */

import type { LoadedScenario, Scenario } from "../scenario/schema.js";
import { changesFor, orderOf, type VariantOrder } from "../scenario/variant.js";
import { faultText, type Problem, problemText, ScenarioError } from "../schema/scenario-error.js";
import { rehearse } from "./run.js";

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

export interface Plan {
  readonly variants: readonly PlannedVariant[];
  readonly factorials: readonly PlannedFactorial[];
}

/**
 * The counterfactuals that the scenario declares, each judged by its own expectations. The scenario, every variant and
 * every cell is rehearsed: throws a ScenarioError with the problems of all, each at the counterfactual that has it.
 */
export function declaredPlan(loaded: LoadedScenario): Plan {
  const { counterfactuals } = loaded.scenario;
  const rehearsals = new Rehearsals(loaded);
  const all = counterfactuals.map((one, index) => ({ ...one, index }));
  const variants = all
    .filter(({ factorial }) => factorial === undefined)
    .flatMap(({ index, name, expect, ...rest }) => {
      const order = orderOf(rest);
      return rehearsals.of(index, order, expect).map((one) => ({ name, changes: wordsOf(order), loaded: one }));
    });
  rehearsals.reportNoneAgain();
  const factorials = all.flatMap(({ index, name, expect, factorial: factors }) => {
    if (factors === undefined) return [];
    const cells = subsets(factors).flatMap((present) => {
      const orders = factors.flatMap((factor) => effectOf(factor, present.includes(factor), counterfactuals));
      return rehearsals.of(index, united(orders), expect).map((one) => ({ with: present, loaded: one }));
    });
    return [{ name, factors, cells }];
  });
  rehearsals.end();
  return { variants, factorials };
}

/** Rehearses a scenario and variants of it, and gathers what is wrong with any. */
class Rehearsals {
  private readonly found = new Map<string, Problem>();
  /** Problems outside the expectations: a factorial with the same part has them too. */
  private known: ReadonlySet<string> = new Set();

  constructor(private readonly loaded: LoadedScenario) {
    for (const problem of problemsIn(() => rehearse(loaded))) this.found.set(problemText(problem), problem);
    this.reportNoneAgain();
  }

  /** The variant, unless something is wrong with it. */
  of(index: number, order: VariantOrder, expect: Scenario["expect"]): LoadedScenario[] {
    const variants: LoadedScenario[] = [];
    const problems = problemsIn(() => {
      const variant = judgedBy(this.loaded, order, expect);
      rehearse(variant);
      variants.push(variant);
    });
    for (const problem of problems.map((one) => atCounterfactual(this.loaded, index, one)))
      if (!this.known.has(withoutCounterfactual(problem))) this.found.set(problemText(problem), problem);
    return variants;
  }

  /** From now on a problem that was found is not reported again for a factorial that contains it. */
  reportNoneAgain(): void {
    this.known = new Set(
      [...this.found.values()].filter(({ path }) => !IN_EXPECT.test(path)).map(withoutCounterfactual),
    );
  }

  /** Throws a ScenarioError when anything was found. */
  end(): void {
    if (this.found.size > 0) throw new ScenarioError([...this.found.values()]);
  }
}

const IN_EXPECT = /^(?:counterfactuals\[\d+\]\.)?expect\[/;

function withoutCounterfactual({ path, ...fault }: Problem): string {
  return `${path.replace(/^counterfactuals\[\d+\]: /, "")}: ${faultText(fault)}`;
}

function problemsIn(work: () => void): readonly Problem[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
}

/** The problem of a variant, placed at its expectation, else at its counterfactual. */
function atCounterfactual({ placeOf }: LoadedScenario, index: number, problem: Problem): Problem {
  const own = `counterfactuals[${index}]`;
  const [, position] = /^expect\[(\d+)\]/.exec(problem.path) ?? [];
  const inside = position === undefined ? [] : ["expect", Number(position), "that"];
  const change = problem.place?.startsWith("--") ? [problem.place] : [];
  const place = placeOf(["counterfactuals", index, ...inside]);
  const path =
    position === undefined ? [own, ...change, problem.path].filter(Boolean).join(": ") : `${own}.${problem.path}`;
  const { place: _, ...rest } = problem;
  return { ...rest, path, ...(place !== undefined && { place }) };
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
 * Drops the expectations that name what the change removed, and turns the others into warnings: a variant from the
 * command line does not fail when it breaks them. Throws a ScenarioError for any other problem.
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

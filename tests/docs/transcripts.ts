/**
 * The commands that a page shows, and what it says they print. A block fenced as `console` is a transcript: each line
 * that begins with `$ ` is a command, the lines up to the next one are what it prints, and a line `...` stands for any
 * lines at all. A command without output is run for its exit code alone; `# exit code 1` behind a command states
 * another one than 0.
 */

export interface Command {
  /** Of the page, counted from 1. */
  readonly line: number;
  readonly text: string;
  readonly exitCode: number;
  /** What the page shows of it; empty when it shows nothing. */
  readonly output: readonly string[];
}

const ELIDED = "...";

/** The commands of a page in its own order; they share a directory. */
export function commandsIn(page: string): Command[] {
  const commands: { line: number; text: string; exitCode: number; output: string[] }[] = [];
  let fence: string | undefined;
  for (const [index, text] of page.split("\n").entries()) {
    if (text.startsWith("```")) fence = fence === undefined ? text.slice(3).trim() : undefined;
    else if (fence === "console" && text.startsWith("$ "))
      commands.push({ line: index + 1, output: [], ...commandOf(text) });
    else if (fence === "console") commands.at(-1)?.output.push(text);
  }
  return commands;
}

function commandOf(line: string): { text: string; exitCode: number } {
  const [, text = "", code] = /^\$ (.*?)(?:\s+# .*?exit code (\d+).*|\s+# .*)?$/.exec(line) ?? [];
  return { text, exitCode: Number(code ?? 0) };
}

/** Fenced blocks that show a command of the project without being transcripts: such a block would never be run. */
export function untested(page: string): number[] {
  let fence: string | undefined;
  return page.split("\n").flatMap((text, index) => {
    if (text.startsWith("```")) fence = fence === undefined ? text.slice(3).trim() : undefined;
    else if (fence !== undefined && fence !== "console" && /^(?:\$ )?(?:(?:npx )?tempfail [a-z]|npm |npx )/.test(text))
      return [index + 1];
    return [];
  });
}

/** Undefined when what was printed is what the page shows, else the first line of the page that is not there. */
export function differs(shown: readonly string[], printed: string): string | undefined {
  if (trimmed(shown).length === 0) return undefined;
  const lines = linesOf(printed);
  let end = 0;
  for (const { wanted, starts, ends } of stretches(shown)) {
    const at = placeOf(wanted, lines, { from: end, starts, ends });
    if (at === undefined) return complaint(wanted, lines, end, starts);
    end = at + wanted.length;
  }
  return undefined;
}

/**
 * What a page should show of what was printed: the same stretches, each at the place that is most like it, with the
 * same lines left out between. Throws when a stretch is like nothing that was printed: then a person has to choose what
 * to show.
 */
export function renewed(shown: readonly string[], printed: string): string[] {
  if (trimmed(shown).length === 0 || differs(shown, printed) === undefined) return [...shown];
  const lines = linesOf(printed);
  const parts = stretches(shown);
  if (parts.length === 1) return lines;
  let end = 0;
  return parts.flatMap(({ wanted, starts, ends }, index) => {
    const at = nearest(wanted, lines, { from: end, starts, ends });
    if (at === undefined) throw new Error(`nothing printed is like: ${wanted[0]}`);
    end = at + wanted.length;
    return [...(index > 0 ? [ELIDED] : []), ...lines.slice(at, end)];
  });
}

/** Lines that stand together on the page. */
interface Stretch {
  readonly wanted: readonly string[];
  /** The first line must be the first one printed; the last line the last one. */
  readonly starts: boolean;
  readonly ends: boolean;
}

function stretches(shown: readonly string[]): Stretch[] {
  const parts: string[][] = [[]];
  for (const line of trimmed(shown)) {
    if (line === ELIDED) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts.map((wanted, index) => ({
    wanted,
    starts: index === 0,
    ends: index === parts.length - 1 && wanted.length > 0,
  }));
}

interface Bounds {
  readonly from: number;
  readonly starts: boolean;
  readonly ends: boolean;
}

/** Where the lines could begin. */
function candidates(wanted: readonly string[], lines: readonly string[], { from, starts, ends }: Bounds): number[] {
  const last = lines.length - wanted.length;
  const first = ends ? Math.max(from, last) : from;
  const all = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return starts ? all.filter((at) => at === 0) : all;
}

function placeOf(wanted: readonly string[], lines: readonly string[], bounds: Bounds): number | undefined {
  return candidates(wanted, lines, bounds).find((at) => wanted.every((line, index) => lines[at + index] === line));
}

function complaint(wanted: readonly string[], lines: readonly string[], from: number, starts: boolean): string {
  if (!starts) return `shown: ${wanted[0]}\nprinted from there: ${lines[from] ?? "(nothing more)"}`;
  const wrong = wanted.findIndex((line, index) => lines[index] !== line);
  if (wrong < 0) return `printed, but not shown: ${lines[wanted.length]}`;
  return `shown: ${wanted[wrong]}\nprinted: ${lines[wrong] ?? "(nothing more)"}`;
}

/** The place whose lines share most of their words with the wanted ones; undefined below a third. */
function nearest(wanted: readonly string[], lines: readonly string[], bounds: Bounds): number | undefined {
  const scored = candidates(wanted, lines, bounds).map((at) => ({
    at,
    score: wanted.reduce((sum, line, index) => sum + likeness(line, lines[at + index] ?? ""), 0),
  }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), { at: -1, score: -1 });
  return best.at >= 0 && best.score >= wanted.length / 3 ? best.at : undefined;
}

function likeness(one: string, other: string): number {
  if (one === other) return 1;
  const [a, b] = [new Set(one.trim().split(/\s+/)), new Set(other.trim().split(/\s+/))];
  const common = [...a].filter((word) => b.has(word)).length;
  return (2 * common) / (a.size + b.size);
}

function linesOf(printed: string): string[] {
  return printed
    .trimEnd()
    .split("\n")
    .map((line) => line.trimEnd());
}

function trimmed(lines: readonly string[]): string[] {
  const texts = lines.map((line) => line.trimEnd());
  while (texts.at(-1) === "") texts.pop();
  return texts;
}

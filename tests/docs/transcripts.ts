/**
 * The commands that a page shows, and what it says they print. A block fenced as `console` is a transcript: each line that begins
 * with `$ ` is a command, the lines up to the next one are what it prints, and a line `...` stands for any lines at all. A command
 * without output is run for its exit code alone; `# exit code 1` behind a command states another one than 0.
 */

export interface Command {
  /** Of the page, counted from 1. */
  readonly line: number;
  readonly text: string;
  readonly exitCode: number;
  /** What the page shows of it; empty when it shows nothing. */
  readonly output: readonly string[];
}

/** The commands of a page in its own order; they share a directory. */
export function commandsIn(page: string): Command[] {
  const commands: { line: number; text: string; exitCode: number; output: string[] }[] = [];
  let fence: string | undefined;
  for (const [index, text] of page.split("\n").entries()) {
    if (text.startsWith("```")) fence = fence === undefined ? text.slice(3).trim() : undefined;
    else if (fence === "console" && text.startsWith("$ ")) commands.push({ line: index + 1, output: [], ...commandOf(text) });
    else if (fence === "console") commands.at(-1)?.output.push(text);
  }
  return commands;
}

function commandOf(line: string): { text: string; exitCode: number } {
  const [, text = "", code] = /^\$ (.*?)(?:\s+# .*?exit code (\d+).*|\s+# .*)?$/.exec(line) ?? [];
  return { text, exitCode: Number(code ?? 0) };
}

/** Fenced blocks that show commands of ours without being transcripts: nobody would run them. */
export function untested(page: string): number[] {
  let fence: string | undefined;
  return page.split("\n").flatMap((text, index) => {
    if (text.startsWith("```")) fence = fence === undefined ? text.slice(3).trim() : undefined;
    else if (fence !== undefined && fence !== "console" && /^(?:\$ )?(?:npx )?tempfail [a-z]/.test(text)) return [index + 1];
    return [];
  });
}

/** Undefined when what was printed is what the page shows, else the first line of the page that is not there. */
export function differs(shown: readonly string[], printed: string): string | undefined {
  const lines = printed.trimEnd().split("\n").map((line) => line.trimEnd());
  const wanted = trimmed(shown);
  if (wanted.length === 0) return undefined;
  let at = 0;
  let anywhere = false;
  for (const line of wanted) {
    if (line === "...") {
      anywhere = true;
      continue;
    }
    const found = anywhere ? lines.indexOf(line, at) : at;
    if (found < 0 || lines[found] !== line) return `shown: ${line}\nprinted: ${lines[at] ?? "(nothing more)"}`;
    at = found + 1;
    anywhere = false;
  }
  return anywhere || at === lines.length ? undefined : `printed, but not shown: ${lines[at]}`;
}

function trimmed(lines: readonly string[]): string[] {
  const texts = lines.map((line) => line.trimEnd());
  while (texts.at(-1) === "") texts.pop();
  return texts;
}

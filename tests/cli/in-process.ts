/** The command line without a process of its own: the same entry as the program's, with its streams caught. */
import { vi } from "vitest";
import { commandLine } from "../../src/cli/command-line.js";

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function say(...words: readonly string[]): Promise<Said> {
  const texts = { stdout: "", stderr: "" };
  const catching = (["stdout", "stderr"] as const).map((name) =>
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      texts[name] += String(text);
      return true;
    }),
  );
  try {
    return { code: await commandLine(words), ...texts };
  } finally {
    for (const one of catching) one.mockRestore();
  }
}

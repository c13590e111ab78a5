/** The pieces that the terminal's reports are made of: headings, tables and blank lines between sections. */
import { type Column, textTable, wrap } from "../text/text-table.js";
import type { TerminalStyle, Tone } from "./style.js";

export const RIGHT: Column = { align: "right" };

/** Sections one below the other, empty ones left out, without a newline at the end. */
export function joined(sections: readonly (readonly string[])[]): string {
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

/** A sentence in one tone, wrapped to the width. */
export function painted(tone: Tone, text: string, style: TerminalStyle): string[] {
  return wrap(text, style.width).map((line) => style.paint(tone, line));
}

/** A heading above lines. */
export function titled(title: string, lines: readonly string[], style: TerminalStyle): string[] {
  return [style.paint("heading", title), ...lines];
}

/** A heading, a row of column heads unless there is none, and the rows; marks in the first column are coloured. */
export function titledTable(
  title: string,
  head: readonly string[] | undefined,
  rows: readonly (readonly string[])[],
  columns: readonly Column[],
  style: TerminalStyle,
): string[] {
  return titled(title, table(head, rows, columns, style), style);
}

/**
 * Column heads, quiet, unless there are none; and rows whose marks (ok, FAIL, warn) in the first column are coloured.
 */
export function table(
  head: readonly string[] | undefined,
  rows: readonly (readonly string[])[],
  columns: readonly Column[],
  style: TerminalStyle,
): string[] {
  const marks = (head?.[0] ?? "") === "" && rows.some(([mark = ""]) => isMark(mark));
  return textTable(head ? [head, ...rows] : rows, columns, style.width, (text, row, column) => {
    if (head && row === 0) return style.paint("quiet", text);
    return marks && column === 0 ? style.paint(markTone(text), text) : text;
  });
}

function isMark(text: string): text is "ok" | "FAIL" | "warn" {
  return text === "ok" || text === "FAIL" || text === "warn";
}

function markTone(text: string): Tone {
  const mark = text.trim();
  return isMark(mark) ? mark : "ok";
}

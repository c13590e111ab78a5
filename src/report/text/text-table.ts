/** Columns of plain text, aligned and wrapped to a width. */

export interface Column {
  readonly align?: "left" | "right";
  /** This column gives way and wraps when the table is too wide. */
  readonly wraps?: boolean;
}

/** Paints a cell after it was aligned, so that colour codes never count as width. */
export type Painter = (text: string, row: number, column: number) => string;

const GAP = 2;
const NARROWEST = 12;

/** The lines of the table, each at most `width` characters where wrapping columns allow it. No trailing blanks. */
export function textTable(
  rows: readonly (readonly string[])[],
  columns: readonly Column[],
  width: number,
  paint: Painter = (text) => text,
): string[] {
  const widths = shrunk(rows, columns, width);
  return rows.flatMap((row, index) => {
    const cells = columns.map((_, i) => wrap(row[i] ?? "", widths[i] ?? 0));
    const height = Math.max(...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_, line) =>
      columns
        .map(({ align }, i) => {
          const text = cells[i]?.[line] ?? "";
          return paint(pad(text, widths[i] ?? 0, align), index, i);
        })
        .join(" ".repeat(GAP))
        .trimEnd(),
    );
  });
}

/**
 * Natural widths, the excess taken from the wrapping columns, the widest first. Words are cut only when nothing else
 * helps.
 */
function shrunk(rows: readonly (readonly string[])[], columns: readonly Column[], width: number): number[] {
  const widest = (measure: (text: string) => number) =>
    columns.map((_, i) => Math.max(0, ...rows.map((row) => measure(row[i] ?? ""))));
  const widths = widest(textWidth);
  const longestWord = widest((text) => Math.max(...text.split(/\s+/).map(textWidth)));
  let excess = widths.reduce((sum, w) => sum + w, 0) + GAP * (columns.length - 1) - width;
  while (excess > 0) {
    const next = widestWrapping(widths, columns, longestWord) ?? widestWrapping(widths, columns, []);
    if (next === undefined) break;
    widths[next] = (widths[next] ?? 0) - 1;
    excess--;
  }
  return widths;
}

/** The widest wrapping column that is wider than its limit, and than `NARROWEST`. */
function widestWrapping(
  widths: readonly number[],
  columns: readonly Column[],
  limits: readonly number[],
): number | undefined {
  let widest: number | undefined;
  columns.forEach(({ wraps }, i) => {
    const own = widths[i] ?? 0;
    const limit = Math.max(NARROWEST, limits[i] ?? 0);
    if (wraps && own > limit && own > (widest === undefined ? 0 : (widths[widest] ?? 0))) widest = i;
  });
  return widest;
}

/** Breaks text at blanks into lines of at most `width`; a longer word is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    for (const piece of pieces(word, Math.max(1, width))) {
      if (line !== "" && textWidth(line) + 1 + textWidth(piece) > width) {
        lines.push(line);
        line = piece;
      } else line = line === "" ? piece : `${line} ${piece}`;
    }
  }
  return [...lines, line];
}

function pieces(word: string, width: number): string[] {
  const letters = [...word];
  if (letters.length <= width) return [word];
  return Array.from({ length: Math.ceil(letters.length / width) }, (_, i) =>
    letters.slice(i * width, (i + 1) * width).join(""),
  );
}

function pad(text: string, width: number, align: Column["align"] = "left"): string {
  const blanks = " ".repeat(Math.max(0, width - textWidth(text)));
  return align === "right" ? blanks + text : text + blanks;
}

/** Columns that a terminal needs, counting code points: the reports use no double-width letters of their own. */
function textWidth(text: string): number {
  return [...text].length;
}

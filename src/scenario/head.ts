/**
 * What a scenario says of itself in its first lines, read without the rest: a list of scenarios needs neither their
 * schema nor what they extend, as title and question are never inherited. Nothing is checked here.
 */
import { parse } from "yaml";

export interface Head {
  readonly title?: string;
  readonly question?: string;
}

/** One of the two at the top level of a file, with the indented lines that continue it. */
const ENTRY = /^(?:title|question):.*(?:\r?\n(?:[ \t].*)?)*/gm;

/** Title and question in the text of a scenario; undefined where it does not state them as plain text. */
export function headOf(text: string): Head {
  const written = (text.match(ENTRY) ?? []).join("\n");
  const { title, question } = (parse(written) ?? {}) as Record<string, unknown>;
  return { ...(typeof title === "string" && { title }), ...(typeof question === "string" && { question }) };
}

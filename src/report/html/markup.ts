/** HTML with everything escaped that is not markup of ours: the only way from text to a page. */

/** Text that is HTML already. Only the `html` tag and the page's own assets make one. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = string | number | Markup | readonly Markup[];

/** ``html`<b>${anyText}</b>` ``: strings are escaped, Markup is taken as it is. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(String.raw({ raw: strings }, ...parts.map(markup)));
}

function markup(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (typeof part === "object") return part.map(({ text }) => text).join("");
  return escaped(String(part));
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);
}

/** Data for a JSON script tag: no `<` survives, so that no end tag or comment can begin in it. */
export function embeddedJson(data: unknown): Markup {
  return new Markup(JSON.stringify(data).replaceAll("<", "\\u003c"));
}

/** A table whose cells are text; the first cell of each row heads it. Scrolls sideways on a narrow screen. */
export function tableOf(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly (string | Markup)[])[],
  numbersFrom = Number.POSITIVE_INFINITY,
): Markup {
  const kind = (i: number) => html`${i >= numbersFrom ? "number" : "text"}`;
  const headCells = head.map((cell, i) => html`<th scope="col" class="${kind(i)}">${cell}</th>`);
  const body = rows.map((cells) => {
    const [first = "", ...rest] = cells;
    const others = rest.map((cell, i) => {
      const name = head[i + 1] ?? "";
      // On a phone the head is gone and each cell says itself what it is.
      return html`<td class="${kind(i + 1)}"${name === "" ? html`` : html` data-head="${name}"`}>${cell}</td>`;
    });
    return html`<tr><th scope="row">${first}</th>${others}</tr>\n`;
  });
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${headCells}</tr></thead>
<tbody>
${body}</tbody></table></div>`;
}

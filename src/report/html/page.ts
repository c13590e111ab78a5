/**
 * One offline page: everything is inlined, and a content policy allows only these scripts and styles, by their hashes.
 * The same result gives the same bytes: there are no dates and no random ids.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { embeddedJson, html, Markup } from "./markup.js";

const installed = createRequire(import.meta.url);

/** Later files win over earlier ones. */
const STYLES = ["colours", "page", "opening", "timeline", "tables", "charts", "phone", "paper"];

/** The modules of the charts, each after those that it imports. */
const CHARTS = ["data", "look", "clock", "axes", "phases", "shared-moment", "lines", "figure", "main"];

export interface PageParts {
  readonly title: string;
  readonly body: Markup;
  /** What the charts draw; a page without charts carries no script. */
  readonly charts?: object;
}

/** The complete document. Throws when the installation lacks Chart.js. */
export function page({ title, body, charts }: PageParts): string {
  const style = STYLES.map((name) => asset(`style/${name}.css`)).join("\n");
  const scripts = charts ? [library("chart.js", "chart.umd.min.js"), annotationLibrary(), chartScript()] : [];
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(style, scripts)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="tempfail">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
${body}
${charts ? chartScripts(charts, scripts) : []}</body>
</html>
`;
  return document.text;
}

function chartScripts(charts: object, scripts: readonly string[]): Markup {
  const data = html`<script type="application/json" id="data">${embeddedJson(charts)}</script>\n`;
  const last = scripts.length - 1;
  // Our own script is a module: it has a scope of its own and runs when the page is there.
  const tags = scripts.map((script, i) =>
    i === last
      ? html`<script type="module">${new Markup(script)}</script>`
      : html`<script>${new Markup(script)}</script>\n`,
  );
  return html`${data}${tags}\n`;
}

function policy(style: string, scripts: readonly string[]): string {
  const scriptSources = scripts.length === 0 ? "'none'" : scripts.map(hash).join(" ");
  return `default-src 'none'; script-src ${scriptSources}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'`;
}

function hash(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/**
 * The printer of numbers and the modules of the charts as one module: they share a scope, so imports and exports go.
 */
function chartScript(): string {
  const modules = [sourceOf("../../schema/format.js"), ...CHARTS.map((name) => asset(`charts/${name}.js`))];
  return modules.map((text) => text.replace(/^import [^;]*;\n/gm, "").replace(/^export /gm, "")).join("\n");
}

function asset(name: string): string {
  return sourceOf(`assets/${name}`);
}

/** A file by its place beside this one in `src`, which the package ships: a built report reads the same files. */
function sourceOf(place: string): string {
  return inlined(readFileSync(fileURLToPath(new URL(`../../../src/report/html/${place}`, import.meta.url)), "utf8"));
}

function library(packageName: string, file: string): string {
  return inlined(readFileSync(join(dirname(installed.resolve(packageName)), file), "utf8"));
}

function annotationLibrary(): string {
  return library("chartjs-plugin-annotation", "chartjs-plugin-annotation.min.js");
}

/** Without the pointer to a source map, which a browser would ask for, and without an end tag inside a string. */
function inlined(text: string): string {
  return text
    .replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "")
    .replaceAll("</script", "<\\/script")
    .replaceAll("\r\n", "\n");
}

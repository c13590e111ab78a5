/**
 * One offline page: everything inlined, and a policy that lets nothing but these very scripts and styles run, named by
 * their hashes. The same result gives the same bytes: no dates, no random ids.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { embeddedJson, html, Markup } from "./markup.js";

const installed = createRequire(import.meta.url);

export interface PageParts {
  readonly title: string;
  readonly body: Markup;
  /** What the charts draw; a page without charts carries no script. */
  readonly charts?: object;
}

/** The complete document. Throws when the installation lacks Chart.js. */
export function page({ title, body, charts }: PageParts): string {
  const style = asset("page.css");
  const scripts = charts ? [library("chart.js", "chart.umd.min.js"), annotationLibrary(), asset("charts.js")] : [];
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

/** A file of `src/report/page`: the package ships `src`, so the built reports find it there too. */
function asset(name: string): string {
  const file = fileURLToPath(new URL(`../../../src/report/html/assets/${name}`, import.meta.url));
  return inlined(readFileSync(file, "utf8"));
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

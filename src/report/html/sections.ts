/** The sections of a run's page, in reading order: question, results, accounting, inputs, and how to repeat the run. */
import type { SeriesName } from "../../model/catalogues.js";
import type { RunResult } from "../../results/run-result.js";
import { formatCount, formatDuration, formatExactCount, formatValue } from "../../schema/format.js";
import { groupTitles } from "../panels/index.js";
import type { Panel } from "../panels/panel.js";
import type { ReportClock } from "../text/report-clock.js";
import * as wording from "../text/wording.js";
import { html, type Markup, tableOf } from "./markup.js";

const NOTHING = html``;
/** A longer table of laws is folded. */
const LAWS_SHOWN = 8;
const MARKS = { ok: "holds", FAIL: "fails", warn: "warning", "?": "unknown" } as const;

export function hero(result: RunResult, clock: ReportClock): Markup {
  const { scenario, durationSeconds, seed, engine, provenance } = result;
  const facts: [string, string][] = [
    ["Scenario", scenario.name],
    ["Simulated time", `${clock.span(durationSeconds)} (${formatDuration(durationSeconds)})`],
    ["Seed", String(seed)],
    ["Scale", wording.scaleText(result)],
    ["Parameters", wording.provenanceText(provenance).replace(" parameters", "")],
    ["Engine", `tempfail ${engine}`],
  ];
  const sentence = wording.partialText(result, clock) ?? `${wording.verdictText(result.expectations)}.`;
  const verdict = wording.verdictOf(result);
  const words = { pass: "Holds", fail: "Does not hold", partial: "Partial" }[verdict];
  return html`<header class="hero">
<p class="kicker">Simulation report</p>
<h1>${scenario.title ?? scenario.name}</h1>
${scenario.question === undefined ? NOTHING : html`<p class="question">${scenario.question}</p>`}
<p class="verdict ${verdict}"><strong>${words}</strong> <span>${sentence}</span></p>
<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
</header>`;
}

export function keyFigures(result: RunResult, clock: ReportClock): Markup {
  const { figures } = result;
  const tiles: { value: string; title: string }[] = wording.hasMail(result) ? mailTiles(result) : [];
  for (const { title, value, unit } of figures) tiles.push({ value: formatValue(value, unit, clock), title });
  const items = tiles.map(({ value, title }) => html`<div class="tile"><dt>${title}</dt><dd>${value}</dd></div>`);
  return html`<section id="figures" aria-label="Key figures"><dl class="tiles">${items}</dl></section>`;
}

function mailTiles(result: RunResult): { value: string; title: string }[] {
  const { totals, latency, episodes } = result;
  const { accept } = latency;
  const { lost, gaveUp } = totals.messages;
  return [
    { value: formatCount(totals.messages.offered), title: "messages offered" },
    { value: formatCount(totals.messages.accepted), title: "messages accepted" },
    ...(lost + gaveUp > 0
      ? [{ value: formatCount(lost + gaveUp), title: "messages lost, or given up by their senders" }]
      : []),
    ...(totals.storage.writesFailed > 0 || result.series.metrics["storage.writes" satisfies SeriesName] !== undefined
      ? [{ value: formatCount(totals.storage.writesFailed), title: "failed storage writes" }]
      : []),
    ...(episodes.length > 0 ? [{ value: String(episodes.length), title: "separate episodes of 421s" }] : []),
    { value: totals.amplification.toFixed(2), title: "attempts per message" },
    ...(accept.p50 === null ? [] : [{ value: formatDuration(accept.p50), title: "median time to acceptance" }]),
    ...(accept.p99 === null
      ? []
      : [{ value: formatDuration(accept.p99), title: "time to acceptance, 99th percentile" }]),
  ];
}

const TIMELINE_LEADS = {
  "by time":
    "Operations and events of the simulation, beside the times that the post-mortem states. Simulated time, in UTC.",
  "by cause": "From the first cause to the end of its effects. Simulated time, in UTC.",
} as const;

export function timeline(result: RunResult, clock: ReportClock): Markup {
  const { order, steps } = wording.timeline(result, clock);
  if (steps.length === 0) return NOTHING;
  const items = steps.map((step) => {
    const { at, link } = step;
    const when =
      at === null ? html`<span class="time never">never</span>` : html`<time class="time">${clock.time(at)}</time>`;
    return html`<li class="link-${/^[a-z]+$/.test(link) ? link : "other"}">${when}<div>${stepText(step)}</div></li>\n`;
  });
  return html`<section id="chain"><h2>${wording.timelineTitle[order]}</h2>
<p class="lead">${TIMELINE_LEADS[order]}</p>
<ol class="chain">
${items}</ol></section>`;
}

function stepText({ title, detail, stated, origin, mark }: wording.Step): Markup {
  const verdict = mark === undefined ? NOTHING : html` <span class="mark ${mark}">${MARKS[mark]}</span>`;
  const of = stated === undefined ? origin && `This time is ${origin}.` : `Stated: ${stated}.`;
  const paragraphs = [detail, of ?? ""].filter((text) => text !== "").map((text) => html`<p>${text}</p>`);
  return html`<h3>${title}${verdict}</h3>${paragraphs}`;
}

export function statedAndSimulated({ expectations, partial }: RunResult, clock: ReportClock): Markup {
  if (expectations.length === 0 || partial) return NOTHING;
  const isStated = wording.anyStated(expectations);
  const rows = expectations.map((e) => {
    const kind = wording.markOf(e);
    const source = e.source === undefined ? NOTHING : html`<small>${e.source}</small>`;
    const claim = html`<span class="claim">${e.id}</span><code>${e.that}</code>`;
    const stated = e.stated === undefined ? html`<span class="none">not stated</span>` : html`${e.stated}${source}`;
    const outcome = [wording.observedText(e, clock), html`<span class="mark ${kind}">${MARKS[kind]}</span>`];
    return isStated ? [claim, stated, ...outcome] : [claim, ...outcome];
  });
  const lead = isStated
    ? "The statements of the post-mortem, in our words, beside the results of the simulation."
    : "The expectations of the scenario, beside the results of the simulation.";
  const head = ["Expectation", ...(isStated ? ["Stated"] : []), "Simulated", ""];
  return html`<section id="expectations"><h2>${wording.expectationsTitle(expectations)}</h2>
<p class="lead">${lead}</p>
${tableOf("Each expectation with its simulated value and verdict", head, rows)}
</section>`;
}

export function episodeTable({ episodes }: RunResult, clock: ReportClock): Markup {
  if (episodes.length === 0) return NOTHING;
  const lead = (seconds: number | null) => (seconds === null ? "–" : `${formatDuration(seconds)} before`);
  const rows = episodes.map((e) => [
    clock.time(e.start),
    formatDuration(e.end - e.start),
    formatExactCount(e.refused),
    lead(e.latencyLead),
    lead(e.threadLead),
  ]);
  const head = ["Start", "Length", "Refused", "Write p99 rose", "Threads full"];
  return html`<section id="episodes"><h2>Episodes</h2>
<p class="lead">Each period of 421s caused by storage,
with the lead time of two warning signs: write latency and coordinator threads.</p>
${tableOf("Episodes of 421s caused by storage", head, rows, 1)}
</section>`;
}

export function charts(panels: readonly Panel[]): Markup {
  const groups = Object.entries(groupTitles).flatMap(([group, { title, lead }]) => {
    const own = panels.filter((panel) => panel.group === group);
    if (own.length === 0) return [];
    return [
      html`<section id="${group}"><h2>${title}</h2>
<p class="lead">${lead}</p>
<div class="panels">
${own.map(panelFigure)}</div></section>`,
    ];
  });
  return html`${groups}`;
}

function panelFigure({ id, title, caption, lines }: Panel): Markup {
  const legend = lines.map(({ label, hue }, i) => {
    const look = `c${hue % 7} d${Math.floor(hue / 7) % 3}`;
    return html`<button type="button" aria-pressed="true" data-line="${i}"><span class="swatch ${look}"></span>${label}</button>`;
  });
  const names = lines.map(({ label }) => label).join(", ");
  return html`<figure class="panel" data-panel="${id}">
<figcaption><h3>${title}</h3><p>${caption}</p></figcaption>
<div class="legend" role="group" aria-label="Lines of this chart">${legend}</div>
<div class="canvas"><canvas role="img" aria-label="${title} over time: ${names}. The table below holds the values."></canvas></div>
<details class="values"><summary>Values as a table</summary>
<div class="scroll" role="region" aria-label="${title}, values" tabindex="0"></div></details>
</figure>
`;
}

export function balance(result: RunResult): Markup {
  const attempts = wording.outcomes(result).map(({ name, count }) => [name, formatExactCount(count)]);
  const connections = wording.connectionsText(result);
  const laws = result.laws.map(({ name, left, right, holds }) => [
    name,
    formatExactCount(left),
    formatExactCount(right),
    html`<span class="mark ${holds ? "ok" : "FAIL"}">${holds ? "holds" : "broken"}</span>`,
  ]);
  const { offered, accepted, waiting, gaveUp, lost, duplicates } = result.totals.messages;
  const messages = Object.entries({
    offered,
    accepted,
    waiting,
    "gave up": gaveUp,
    lost,
    "accepted twice": duplicates,
  });
  const lawTable = tableOf(
    "Conservation laws, both sides counted independently",
    ["Law", "Left", "Right", ""],
    laws,
    1,
  );
  const folded = html`<details><summary>All ${laws.length} laws, both sides counted independently</summary>${lawTable}</details>`;
  const mail = html`<div class="columns">
${tableOf(
  "Messages",
  ["Messages", ""],
  messages.map(([name, count]) => [name, formatExactCount(count)]),
  1,
)}
${tableOf("Attempts by outcome", ["Attempts", formatExactCount(result.totals.attempts.total)], attempts, 1)}
</div>${connections === undefined ? NOTHING : html`<p>Connections: ${connections}.</p>`}`;
  return html`<section id="balance"><h2>Accounting</h2>
<p class="lead">A simulator must not lose messages between its parts.
Every run checks its counts with conservation laws, to the last message.</p>
${wording.hasMail(result) ? mail : NOTHING}
${laws.length === 0 ? NOTHING : laws.length > LAWS_SHOWN ? folded : lawTable}
</section>`;
}

export function parameters({ provenance, timeline }: RunResult, clock: ReportClock): Markup {
  const operations = timeline.map(({ at, until, name, do: kind, detail }) => [
    clock.time(at),
    until === null || until === undefined ? "" : clock.time(until),
    name,
    kind,
    detail ?? "",
  ]);
  const rows = (provenance.parameters ?? []).map(({ path, value, kind, reason }) => [
    html`<code>${path}</code>`,
    value,
    html`<span class="kind ${kind}">${kind}</span>`,
    reason ?? "",
  ]);
  const all = html`<details><summary>All ${rows.length} parameters in the scenario file</summary>
${tableOf("Parameters and their origin", ["Parameter", "Value", "Origin", "Source or reason"], rows)}</details>`;
  return html`<section id="parameters"><h2>Inputs</h2>
<p class="lead">${wording.provenanceText(provenance)}. An assumed value is our guess, not a fact about the incident.</p>
${operations.length === 0 ? NOTHING : tableOf("Operations, as carried out", ["At", "Until", "Name", "Kind", ""], operations)}
${rows.length === 0 ? NOTHING : all}
</section>`;
}

export function repeating(result: RunResult): Markup {
  return html`<section id="repeat"><h2>Repeat this run</h2>
<p class="lead">Run this command in the directory of this page.
The same scenario and seed give the same bytes, this page included.</p>
<pre tabindex="0"><code>${wording.repeatCommand(result)}</code></pre>
<p class="fine">Resolved scenario <code>sha256 ${result.scenario.sha256}</code>;
the data of the charts are in <code>series.csv</code> beside this page.</p>
</section>`;
}

export const footer = html`<footer><p class="colophon">Made by tempfail, a discrete-event simulator of mail-queue load.
This page is self-contained and makes no network requests.
Charts: Chart.js and chartjs-plugin-annotation, MIT licence;
their notices are in the source of this page.</p></footer>`;

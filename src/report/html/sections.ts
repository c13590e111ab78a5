/** The sections of a run's page, in reading order: what was asked, what happened, how far to trust it, how to repeat it. */
import type { SeriesName } from "../../model/catalogues.js";
import type { RunResult } from "../../results/run-result.js";
import { formatDuration } from "../../schema/format.js";
import { groupTitles } from "../panels/index.js";
import type { Panel } from "../panels/panel.js";
import { exactCount, shownCount, shownValue } from "../shown-value.js";
import type { ReportClock } from "../text/report-clock.js";
import * as wording from "../text/wording.js";
import { html, type Markup, tableOf } from "./markup.js";

const NOTHING = html``;
/** A longer table of laws is folded up. */
const LAWS_SHOWN = 8;
const MARKS = { ok: "holds", FAIL: "fails", warn: "warning", "?": "unknown" } as const;

export function hero(result: RunResult, clock: ReportClock): Markup {
  const { scenario, durationSeconds, seed, scale, engine, provenance } = result;
  const facts: [string, string][] = [
    ["Scenario", scenario.name],
    ["Simulated time", `${clock.span(durationSeconds)} (${formatDuration(durationSeconds)})`],
    ["Seed", String(seed)],
    ["Scale", scale === 1 ? "full size" : `rates and capacities divided by ${scale}`],
    ["Parameters", wording.provenanceText(provenance).replace(" parameters", "")],
    ["Engine", `tempfail ${engine}`],
  ];
  const partial = wording.partialText(result, clock);
  const verdict = wording.verdictOf(result);
  const words = { pass: "Holds", fail: "Does not hold", partial: "Partial" }[verdict];
  return html`<header class="hero">
<p class="kicker">Simulation report</p>
<h1>${scenario.title ?? scenario.name}</h1>
${scenario.question === undefined ? NOTHING : html`<p class="question">${scenario.question}</p>`}
<p class="verdict ${verdict}"><strong>${words}</strong> <span>${partial ?? `${wording.verdictText(result.expectations)}.`}</span></p>
<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
</header>`;
}

export function keyFigures(result: RunResult, clock: ReportClock): Markup {
  const { figures } = result;
  const tiles: { value: string; title: string }[] = wording.hasMail(result) ? mailTiles(result) : [];
  for (const { title, value, unit } of figures) tiles.push({ value: shownValue(value, unit, clock), title });
  const items = tiles.map(({ value, title }) => html`<div class="tile"><dt>${title}</dt><dd>${value}</dd></div>`);
  return html`<section id="figures" aria-label="Key figures"><dl class="tiles">${items}</dl></section>`;
}

function mailTiles(result: RunResult): { value: string; title: string }[] {
  const { totals, latency, episodes } = result;
  const { accept } = latency;
  const { lost, gaveUp } = totals.messages;
  return [
    { value: shownCount(totals.messages.offered), title: "messages offered" },
    { value: shownCount(totals.messages.accepted), title: "messages accepted in the end" },
    ...(lost + gaveUp > 0
      ? [{ value: shownCount(lost + gaveUp), title: "messages lost, or given up by their senders" }]
      : []),
    ...(totals.storage.writesFailed > 0 || result.series.metrics["storage.writes" satisfies SeriesName] !== undefined
      ? [{ value: shownCount(totals.storage.writesFailed), title: "times storage failed to take one" }]
      : []),
    ...(episodes.length > 0
      ? [{ value: String(episodes.length), title: "episodes of 421s, apart from each other" }]
      : []),
    { value: totals.amplification.toFixed(2), title: "attempts per message" },
    ...(accept.p50 === null
      ? []
      : [{ value: formatDuration(accept.p50), title: "until accepted, half of all messages" }]),
    ...(accept.p99 === null
      ? []
      : [{ value: formatDuration(accept.p99), title: "until accepted, 99 of 100 messages" }]),
  ];
}

const STORY_LEADS = {
  "by time":
    "What people did, what happened, and what the post-mortem says of when. Times are the simulated clock, UTC.",
  "by cause": "From the first cause to the last trace of it. Times are the simulated clock, UTC.",
} as const;

export function story(result: RunResult, clock: ReportClock): Markup {
  const { told, steps } = wording.story(result, clock);
  if (steps.length === 0) return NOTHING;
  const items = steps.map((step) => {
    const { at, link } = step;
    const when =
      at === null ? html`<span class="time never">never</span>` : html`<time class="time">${clock.time(at)}</time>`;
    return html`<li class="link-${/^[a-z]+$/.test(link) ? link : "other"}">${when}<div>${stepText(step)}</div></li>\n`;
  });
  return html`<section id="chain"><h2>${wording.storyTitle[told]}</h2>
<p class="lead">${STORY_LEADS[told]}</p>
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
  const rows = expectations.map((e) => {
    const kind = wording.markOf(e);
    const source = e.source === undefined ? NOTHING : html`<small>${e.source}</small>`;
    const claim = html`<span class="claim">${e.id}</span><code>${e.that}</code>`;
    const stated = e.stated === undefined ? html`<span class="none">not stated</span>` : html`${e.stated}${source}`;
    const outcome = [wording.observedText(e, clock), html`<span class="mark ${kind}">${MARKS[kind]}</span>`];
    return wording.anyStated(expectations) ? [claim, stated, ...outcome] : [claim, ...outcome];
  });
  return html`<section id="expectations"><h2>${wording.expectationsTitle(expectations)}</h2>
<p class="lead">${wording.anyStated(expectations) ? "What the post-mortem says, in our words, beside what the simulation came to." : "What the scenario expects, beside what the simulation came to."}</p>
${tableOf("Each expectation, what was simulated, and whether it holds", wording.anyStated(expectations) ? ["Expectation", "Stated", "Simulated", ""] : ["Expectation", "Simulated", ""], rows)}
</section>`;
}

export function episodeTable({ episodes }: RunResult, clock: ReportClock): Markup {
  if (episodes.length === 0) return NOTHING;
  const lead = (seconds: number | null) => (seconds === null ? "–" : formatDuration(seconds));
  const rows = episodes.map((e) => [
    clock.time(e.start),
    formatDuration(e.end - e.start),
    exactCount(e.refused),
    lead(e.latencyLead),
    lead(e.threadLead),
  ]);
  const head = ["Began", "Lasted", "Refused", "Write p99 led by", "Threads led by"];
  return html`<section id="episodes"><h2>Episodes</h2>
<p class="lead">Each stretch of storage-caused 421s, and how long before it the warning signs stood on the dashboards.</p>
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

function panelFigure({ id, title, caption, lines, unit }: Panel): Markup {
  const legend = lines.map(({ label, hue }, i) => {
    const look = `c${hue % 7} d${Math.floor(hue / 7) % 3}`;
    return html`<button type="button" aria-pressed="true" data-line="${i}"><span class="swatch ${look}"></span>${label}</button>`;
  });
  const names = lines.map(({ label }) => label).join(", ");
  return html`<figure class="panel" data-panel="${id}">
<figcaption><h3>${title} <span class="unit">${unitWord[unit] ?? unit}</span></h3><p>${caption}</p></figcaption>
<div class="legend" role="group" aria-label="Lines of this chart">${legend}</div>
<div class="canvas"><canvas role="img" aria-label="${title} over time: ${names}. The table below holds the values."></canvas></div>
<details class="values"><summary>Values as a table</summary><div class="scroll" role="region" aria-label="${title}, values" tabindex="0"></div></details>
</figure>
`;
}

const unitWord: Record<string, string> = { "1/s": "per second", "1": "", s: "", fraction: "", B: "" };

export function balance(result: RunResult): Markup {
  const attempts = wording.outcomes(result).map(({ name, count }) => [name, exactCount(count)]);
  const connections = wording.connectionsText(result);
  const laws = result.laws.map(({ name, left, right, holds }) => [
    name,
    exactCount(left),
    exactCount(right),
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
  const lawTable = tableOf("Conservation laws, both sides counted apart", ["Law", "Left", "Right", ""], laws, 1);
  const folded = html`<details><summary>All ${laws.length} laws, both sides counted apart</summary>${lawTable}</details>`;
  const mail = html`<div class="columns">
${tableOf(
  "Messages",
  ["Messages", ""],
  messages.map(([name, count]) => [name, exactCount(count)]),
  1,
)}
${tableOf("Attempts by outcome", ["Attempts", exactCount(result.totals.attempts.total)], attempts, 1)}
</div>${connections === undefined ? NOTHING : html`<p>Connections: ${connections}.</p>`}`;
  return html`<section id="balance"><h2>The books</h2>
<p class="lead">Nothing may get lost between the parts of a simulator. Every run closes its books, to the last message.</p>
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
  const all = html`<details><summary>All ${rows.length} parameters that the scenario writes down</summary>
${tableOf("Parameters and where they come from", ["Parameter", "Value", "Origin", "Source or reason"], rows)}</details>`;
  return html`<section id="parameters"><h2>What went in</h2>
<p class="lead">${wording.provenanceText(provenance)}. Whatever is assumed is our guess, not a fact about the incident.</p>
${operations.length === 0 ? NOTHING : tableOf("Operations, as they were carried out", ["At", "Until", "Name", "Kind", ""], operations)}
${rows.length === 0 ? NOTHING : all}
</section>`;
}

export function repeating(result: RunResult): Markup {
  return html`<section id="repeat"><h2>Run it again</h2>
<p class="lead">In the directory of this page. The same scenario and seed give the same bytes, this page included.</p>
<pre tabindex="0"><code>${wording.repeatCommand(result)}</code></pre>
<p class="fine">Resolved scenario <code>sha256 ${result.scenario.sha256}</code>; every number of the charts is in <code>series.csv</code> beside this page.</p>
</section>`;
}

export const footer = html`<footer><p class="colophon">Made by tempfail, a discrete-event simulator of mail-queue load. This page is complete in itself and asks
the network for nothing. Charts: Chart.js and chartjs-plugin-annotation, MIT licence; their notices stand in the source of this page.</p></footer>`;

/** The sections of a study's page: verdicts over seeds, a timeline, means, and the seeds one by one. */
import type { StudyResult } from "../../results/study-result.js";
import { formatDuration, formatValue } from "../../schema/format.js";
import { ReportClock } from "../text/report-clock.js";
import * as wording from "../text/wording.js";
import { html, type Markup, tableOf } from "./markup.js";

export function studyBody(study: StudyResult): Markup[] {
  const clock = new ReportClock(study.start, study.durationSeconds);
  return [
    hero(study, clock),
    verdicts(study, clock),
    timeline(study, clock),
    estimates(study, clock),
    seedTable(study),
    repeating(study),
  ];
}

function hero(study: StudyResult, clock: ReportClock): Markup {
  const { scenario, seeds, engine, provenance, durationSeconds } = study;
  const facts: [string, string][] = [
    ["Scenario", scenario.name],
    ["Simulated time", `${clock.span(durationSeconds)} (${formatDuration(durationSeconds)})`],
    ["Seeds", String(seeds.length)],
    ["Scale", wording.scaleText(study)],
    ["Parameters", wording.provenanceText(provenance).replace(" parameters", "")],
    ["Engine", `tempfail ${engine}`],
  ];
  const words = { pass: "Holds", fail: "Does not hold", inconclusive: "Inconclusive" }[study.verdict];
  return html`<header class="hero">
<p class="kicker">Study over seeds</p>
<h1>${scenario.title ?? scenario.name}</h1>
${scenario.question === undefined ? html`` : html`<p class="question">${scenario.question}</p>`}
<p class="verdict ${study.verdict}"><strong>${words}</strong> <span>${wording.studyVerdictText(study)}.</span></p>
<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
</header>`;
}

function verdicts(study: StudyResult, clock: ReportClock): Markup {
  const rows = study.expectations.map((e) => [
    html`<span class="claim">${e.id}</span><code>${e.that}</code>`,
    e.stated ?? html`<span class="none">not stated</span>`,
    wording.observedOverSeeds(e, clock),
    html`<span class="mark ${wording.markOf(e)}">${e.seeds.held} of ${e.seeds.of}</span>`,
  ]);
  if (rows.length === 0) return html``;
  return html`<section id="expectations"><h2>Stated and simulated</h2>
<p class="lead">The median over seeds with the smallest and the largest value,
beside the statements of the post-mortem.</p>
${tableOf("Each expectation over all seeds", ["Expectation", "Stated", "Simulated, median [range]", "Holds in"], rows)}
</section>`;
}

function timeline(study: StudyResult, clock: ReportClock): Markup {
  const rows = wording.timelineOverSeeds(study, clock).map(({ when, what, stated }) => [when, what, stated]);
  if (rows.length === 0) return html``;
  return html`<section id="chain"><h2>${wording.timelineTitle["by time"]}</h2>
<p class="lead">The median time over seeds with the earliest and the latest,
beside the times that the post-mortem states.</p>
${tableOf("Events and their times", ["Simulated, median [range]", "Event", "Stated"], rows)}
</section>`;
}

function estimates(study: StudyResult, clock: ReportClock): Markup {
  const rows = study.estimates.map((one) => [
    wording.estimateText(one, study),
    ...[one.mean, one.low, one.high].map((value) => formatValue(value, one.unit, clock)),
  ]);
  if (rows.length === 0) return html``;
  return html`<section id="estimates"><h2>Means</h2>
<p class="lead">Means over seeds with their 95 % Student t intervals.</p>
${tableOf("Means over seeds with 95 % intervals", ["Figure", "Mean", "95 % from", "to"], rows, 1)}
</section>`;
}

function seedTable({ seeds }: StudyResult): Markup {
  const latency = (value: number | null) => (value === null ? "–" : formatDuration(value));
  const rows = seeds.map(({ seed, pass, failed, accept }) => [
    String(seed),
    html`<span class="mark ${pass ? "ok" : "FAIL"}">${pass ? "holds" : "fails"}</span>`,
    failed.join(", "),
    latency(accept.p50),
    latency(accept.p99),
  ]);
  return html`<section id="seeds"><h2>Seed by seed</h2>
${tableOf("Every seed", ["Seed", "Verdict", "Failed expectations", "Accept p50", "Accept p99"], rows, 3)}
</section>`;
}

function repeating(study: StudyResult): Markup {
  return html`<section id="repeat"><h2>Repeat this study</h2>
<p class="lead">Run this command in the directory of this page.</p>
<pre tabindex="0"><code>${wording.repeatStudyCommand(study)}</code></pre>
<p class="fine">Resolved scenario <code>sha256 ${study.scenario.sha256}</code>.</p>
</section>`;
}

/** A run as one offline page, for a reader who has not read the post-mortem. */
import type { RunResult } from "../../results/run-result.js";
import type { StudyResult } from "../../results/study-result.js";
import { panelsOf } from "../panels/index.js";
import { ReportClock } from "../text/report-clock.js";
import { chartData } from "./chart-data.js";
import { html, type Markup } from "./markup.js";
import * as monitoring from "./monitoring-sections.js";
import { page } from "./page.js";
import * as sections from "./sections.js";
import { studyBody } from "./study-sections.js";

export function htmlReport(result: RunResult): string {
  const clock = new ReportClock(result.start, result.durationSeconds);
  const panels = panelsOf(result);
  const body = framed([
    sections.hero(result, clock),
    sections.keyFigures(result, clock),
    sections.timeline(result, clock),
    sections.statedAndSimulated(result, clock),
    monitoring.vantagePoints(result),
    monitoring.alertTable(result, clock),
    sections.charts(panels),
    sections.episodeTable(result, clock),
    sections.balance(result),
    sections.parameters(result, clock),
    sections.repeating(result),
  ]);
  return page({
    title: `${result.scenario.title ?? result.scenario.name} · tempfail`,
    body,
    charts: chartData(result, panels),
  });
}

export function htmlStudy(study: StudyResult): string {
  const title = `${study.scenario.title ?? study.scenario.name}, ${study.seeds.length} seeds · tempfail`;
  return page({ title, body: framed(studyBody(study)) });
}

function framed(parts: readonly Markup[]): Markup {
  return html`<a class="skip" href="#content">Skip to the content</a>
<main id="content">
${parts.map((part) => html`${part}\n`)}</main>
${sections.footer}
`;
}

/** A run as one offline page that tells its story to somebody who has not read the post-mortem. */
import type { RunResult } from "../results/run-result.js";
import type { StudyResult } from "../results/study-result.js";
import { chartData } from "./html/chart-data.js";
import { html, type Markup } from "./html/markup.js";
import * as monitoring from "./html/monitoring-sections.js";
import { page } from "./html/page.js";
import * as sections from "./html/sections.js";
import { studyBody } from "./html/study-sections.js";
import { panelsOf } from "./panels.js";
import { ReportClock } from "./report-clock.js";

export function htmlReport(result: RunResult): string {
  const clock = new ReportClock(result.start, result.durationSeconds);
  const panels = panelsOf(result);
  const body = framed([
    sections.hero(result, clock),
    sections.keyFigures(result, clock),
    sections.story(result, clock),
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

/**
 * Which series are drawn together, under which heading, and how their numbers read. The one place that decides what a
 * reader sees first; series that no panel names are still in `series.csv`.
 */
import type { FamilyName } from "../../model/catalogues.js";
import type { RunResult, Series } from "../../results/run-result.js";
import { authPanels } from "./auth.js";
import { edgePanels } from "./edge.js";
import { latencyPanels } from "./latency.js";
import { mailPanels } from "./mail.js";
import type { LineRule, Panel, PanelRule } from "./panel.js";
import { peoplePanels } from "./people.js";
import { storagePanels } from "./storage.js";

export const groupTitles: Record<PanelRule["group"], { title: string; lead: string }> = {
  mail: { title: "Mail", lead: "What senders offered, what was taken, and what was asked to come back later." },
  edge: {
    title: "The way in",
    lead: "What each vantage point sees of the same connections, and where those end that never arrive.",
  },
  people: {
    title: "Who could have known",
    lead: "What customers, probes and error budgets showed, whatever the servers' own graphs said.",
  },
  auth: {
    title: "Authentication",
    lead: "One service that all others ask; and what it does for callers who have left.",
  },
  storage: { title: "Storage", lead: "What went on in the cluster behind the mail servers, node by node." },
  latency: { title: "Latency", lead: "How long the answer took; the upper line is what one in a hundred felt." },
};

/** Every panel, whether or not a result has something to show in it. */
export const panelRules: readonly PanelRule[] = [
  ...mailPanels,
  ...edgePanels,
  ...peoplePanels,
  ...authPanels,
  ...storagePanels,
  ...latencyPanels,
];

/** The panels that have something to show: at least one series with a value other than zero. */
export function panelsOf(result: RunResult): Panel[] {
  return panelRules
    .map((rule) => {
      const lines = rule.lines.flatMap((line) => linesOf(line, result.series.metrics));
      const unit = unitOf(lines[0]?.series.unit ?? "1", rule.perSecond ?? false);
      return { ...rule, unit, lines: lines.map((line, i) => ({ ...line, hue: line.hue ?? i })) };
    })
    .filter((panel) => panel.lines.length > 0);
}

function unitOf(unit: string, perSecond: boolean): string {
  if (!perSecond) return unit;
  return unit === "1" ? "1/s" : `${unit}/s`;
}

function linesOf(rule: LineRule, metrics: Record<string, Series>) {
  const { hue, worst } = rule;
  const look = { ...(hue !== undefined && { hue }), ...(worst !== undefined && { worst }) };
  return Object.entries(metrics).flatMap(([name, series]) => {
    const label = "family" in rule ? wordIn(name, rule.family) : name === rule.key ? rule.label : undefined;
    return label === undefined || !hasShape(series) ? [] : [{ ...look, key: name, label, series }];
  });
}

/** `web` of `pools.web.good`, in the family `pools.*.good`. */
function wordIn(name: string, family: FamilyName): string | undefined {
  const [before = "", after = ""] = family.split("*");
  const isMember = name.startsWith(before) && name.endsWith(after) && name.length > before.length + after.length;
  return isMember ? name.slice(before.length, name.length - after.length) : undefined;
}

function hasShape(series: Series): boolean {
  return series.values.some((value) => value !== null && value !== 0);
}

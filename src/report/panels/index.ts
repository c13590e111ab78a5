/**
 * The panels of the page in order: which series are drawn together, and under which heading. Series without a panel are
 * still in `series.csv`.
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
  mail: {
    title: "Mail",
    lead: "Messages that senders offered, messages that were accepted, and attempts that were turned away.",
  },
  edge: {
    title: "Edge",
    lead: "Success of the same connections at each vantage point, and the hops at which failed connections ended.",
  },
  people: {
    title: "Detection",
    lead: "Tickets, probes and error budgets: signals from outside the servers.",
  },
  auth: {
    title: "Authentication",
    lead: "The service that all others call. Work for callers who have given up is wasted.",
  },
  storage: { title: "Storage", lead: "The cluster behind the mail servers, node by node." },
  latency: { title: "Latency", lead: "Response times. One request in a hundred takes longer than p99." },
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

/** The panels with at least one series that has a value other than zero. */
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

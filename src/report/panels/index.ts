/**
 * The panels of the page in order: which series are drawn together, and under which heading. Series without a panel are
 * still in `series.csv`.
 */
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

const rules: readonly PanelRule[] = [
  ...mailPanels,
  ...edgePanels,
  ...peoplePanels,
  ...authPanels,
  ...storagePanels,
  ...latencyPanels,
];

/** The panels with at least one series that has a value other than zero. */
export function panelsOf(result: RunResult): Panel[] {
  return rules
    .map((rule) => {
      const lines = rule.lines.flatMap((line) => linesOf(line, result.series.metrics));
      return { ...rule, lines: lines.map((line, i) => ({ ...line, hue: line.hue ?? i })) };
    })
    .filter((panel) => panel.lines.length > 0);
}

function linesOf({ key, prefix, pattern, label, ...look }: LineRule, metrics: Record<string, Series>) {
  const labelOf = (name: string): string | undefined => {
    if (pattern !== undefined) return pattern.exec(name)?.[1];
    if (prefix !== undefined) return name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
    return name === key ? label : undefined;
  };
  return Object.entries(metrics).flatMap(([name, series]) => {
    const named = labelOf(name);
    return named === undefined || !hasShape(series) ? [] : [{ ...look, key: name, label: named, series }];
  });
}

function hasShape(series: Series): boolean {
  return series.values.some((value) => value !== null && value !== 0);
}

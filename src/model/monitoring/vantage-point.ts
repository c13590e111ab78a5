/** From where somebody watches who looks at a metric: nobody behind a hop can see what ended before it. */

export type VantagePoint = "client" | "mitigation" | "edge" | "balancer" | "server";

/** By the beginning of a metric's name; everything else is the servers' own. */
const POINTS: readonly (readonly [string, VantagePoint])[] = [
  ["vantage.client", "client"],
  ["vantage.gap", "client"],
  ["vantage.server", "server"],
  ["channels.", "client"],
  ["pools.", "client"],
  ["failures.", "client"],
  ["attempts", "client"],
  ["messages.", "client"],
  ["accept.", "client"],
  ["probes.", "client"],
  ["tickets", "client"],
  ["lasthop.", "client"],
  ["hops.internet", "client"],
  ["hops.mitigation", "mitigation"],
  ["mitigation.", "mitigation"],
  ["attack.", "mitigation"],
  ["hops.edge", "edge"],
  ["hops.balancer", "balancer"],
];

/** Where one has to stand to see all of these metrics: the point that is nearest to the client. */
export function vantageOf(metrics: readonly string[]): VantagePoint {
  const order: readonly VantagePoint[] = ["client", "mitigation", "edge", "balancer", "server"];
  const seen = metrics.map((metric) => POINTS.find(([start]) => metric.startsWith(start))?.[1] ?? "server");
  return order.find((point) => seen.includes(point)) ?? "server";
}

/** What an expression may name, and what is known of it before a run. */

export interface MetricInfo {
  readonly kind: "counter" | "level" | "gauge" | "histogram";
  readonly unit: string;
  /** The declared parent of a counter, if it is not the longest prefix of its name. */
  readonly of?: string;
}

export interface Names {
  /** By name: those of a recording. */
  readonly metrics: ReadonlyMap<string, MetricInfo>;
  /** For `first(…)`. */
  readonly events: ReadonlySet<string>;
  /** Events that there are, but that this expression may not ask for: an alert sees metrics alone. */
  readonly unseen?: ReadonlySet<string>;
  readonly operations: readonly string[];
}

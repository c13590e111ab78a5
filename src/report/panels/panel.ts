/** A panel: a few series that are drawn together, under one heading. */
import type { Series } from "../../results/run-result.js";
import type { Worst } from "../down-sample.js";

/** One line of a panel: a series by its key, or one per series whose key starts with `prefix`, or fits a pattern. */
export interface LineRule {
  readonly key?: string;
  readonly prefix?: string;
  /** Its first group becomes the label. */
  readonly pattern?: RegExp;
  readonly label: string;
  /** Number of its colour (colours.css `--c0` …), by default its place in the panel. From 7 on, dashed. */
  readonly hue?: number;
  /** The values to keep when there are too many to draw: the largest ones, or `low` where a dip is the problem. */
  readonly worst?: Worst;
}

export interface PanelRule {
  readonly id: string;
  readonly group: "mail" | "edge" | "people" | "auth" | "storage" | "latency";
  readonly title: string;
  /** What the reader should look for, one sentence. */
  readonly caption: string;
  /** Counters are drawn per second; everything else as it was read. */
  readonly perSecond?: boolean;
  readonly unit: string;
  readonly scale?: "linear" | "logarithmic";
  /** Drawn as steps: whole things that come and go. */
  readonly steps?: boolean;
  readonly lines: readonly LineRule[];
}

/** A panel whose series exist in the result at hand. */
export interface Panel extends Omit<PanelRule, "lines"> {
  readonly lines: readonly {
    readonly key: string;
    readonly label: string;
    readonly hue: number;
    readonly worst?: Worst;
    readonly series: Series;
  }[];
}

/** A panel: a few series that are drawn together, under one heading. */
import type { FamilyName, SeriesName } from "../../model/catalogues.js";
import type { Series } from "../../results/run-result.js";
import type { Worst } from "../down-sample.js";

/** One line of a panel: a series, or one for each member of a family, labelled by its word. */
export type LineRule = LineLook &
  ({ readonly key: SeriesName; readonly label: string } | { readonly family: FamilyName });

interface LineLook {
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
  /** Counters are drawn per second; everything else as it was read. All its series have one unit. */
  readonly perSecond?: boolean;
  readonly scale?: "linear" | "logarithmic";
  /** Drawn as steps: whole things that come and go. */
  readonly steps?: boolean;
  readonly lines: readonly LineRule[];
}

/** A panel whose series exist in the result at hand. */
export interface Panel extends Omit<PanelRule, "lines"> {
  /** That of its series; per second, where it is drawn so. */
  readonly unit: string;
  readonly lines: readonly {
    readonly key: string;
    readonly label: string;
    readonly hue: number;
    readonly worst?: Worst;
    readonly series: Series;
  }[];
}

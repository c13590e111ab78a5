/** How a terminal shows a report: its width, its zone, and what each tone looks like. */

export type Tone = "heading" | "quiet" | "chart" | "ok" | "FAIL" | "warn";

export interface TerminalStyle {
  /** Columns to keep within. */
  readonly width: number;
  /** IANA name of the zone for clock times. */
  readonly zone: string;
  paint(tone: Tone, text: string): string;
}

/** For pipes, files and tests: 80 columns, UTC, no colour. */
export const plainStyle: TerminalStyle = { width: 80, zone: "UTC", paint: (_tone, text) => text };

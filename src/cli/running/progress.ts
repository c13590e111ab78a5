/** Progress on stderr: one updated line on a terminal, elsewhere a line every ten seconds. */
import { formatDuration } from "../../schema/format.js";
import { isWatched } from "../console.js";

const REDRAW_EVERY = 0.1;
const REPORT_EVERY = 10;
const BAR_WIDTH = 24;

export class Progress {
  private readonly startedAt = now();
  private shownAt = this.startedAt;
  private readonly watched = isWatched();
  private isDrawn = false;

  /** @param parts runs of equal length that the work consists of */
  constructor(
    private readonly title: string,
    private readonly parts = 1,
    private readonly quiet = false,
  ) {}

  /** `ended` parts are complete, and `fraction` of all the work is done, 0 to 1. */
  update(ended: number, fraction: number): void {
    const time = now();
    if (this.quiet || time - this.shownAt < (this.watched ? REDRAW_EVERY : REPORT_EVERY)) return;
    this.shownAt = time;
    this.show(fraction, ended, time - this.startedAt);
  }

  /** Removes the updated line. */
  end(): void {
    if (this.isDrawn) process.stderr.write("\r\x1b[K");
    this.isDrawn = false;
  }

  private show(done: number, ended: number, elapsed: number): void {
    const left = done > 0 ? `about ${formatDuration(Math.ceil((elapsed / done) * (1 - done)))} left` : "";
    const which = this.parts > 1 ? ` · ${ended} of ${this.parts} seeds` : "";
    const percent = `${Math.floor(done * 100)} %`;
    if (!this.watched) {
      process.stderr.write(`${this.title}${which}: ${percent}, ${left}\n`);
      return;
    }
    const full = Math.round(done * BAR_WIDTH);
    const bar = "█".repeat(full) + "░".repeat(BAR_WIDTH - full);
    const line = `${this.title}${which}  ${bar}  ${percent.padStart(5)}  ${left}`;
    process.stderr.write(`\r${line.slice(0, (process.stderr.columns ?? 80) - 1)}\x1b[K`);
    this.isDrawn = true;
  }
}

function now(): number {
  return performance.now() / 1_000;
}

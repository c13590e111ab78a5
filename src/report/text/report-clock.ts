/** Simulated seconds as the clock times of a report: UTC, or a reader's own zone. Never the time of running. */
import type { Clock } from "../../schema/format.js";
import type { Seconds } from "../../schema/quantity.js";

const DAY = 86_400;

/** Names the moments of one run. `zone` is an IANA name; `UTC` prints a Z behind each time. */
export class ReportClock implements Clock {
  private readonly startSeconds: Seconds;
  /** Midnight passes during the run. */
  readonly spansDays: boolean;
  private readonly parts: Intl.DateTimeFormat;

  constructor(
    start: string,
    duration: Seconds,
    private readonly zone = "UTC",
  ) {
    this.startSeconds = Date.parse(start) / 1_000;
    this.parts = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    this.spansDays = duration > DAY || this.date(0) !== this.date(duration);
  }

  /** `10:53:07Z`; with the date in front when the run spans midnight; `10:53:07` in a zone other than UTC. */
  time(at: Seconds): string {
    const { hour, minute, second } = this.at(at);
    return this.dated(at, `${hour}:${minute}:${second}${this.suffix}`);
  }

  /** `10:53Z`: the minute that the moment falls into. */
  minute(at: Seconds): string {
    const { hour, minute } = this.at(at);
    return this.dated(at, `${hour}:${minute}${this.suffix}`);
  }

  /** `2016-05-24`. */
  date(at: Seconds): string {
    const { year, month, day } = this.at(at);
    return `${year}-${month}-${day}`;
  }

  /** `2016-05-24 09:00–15:00Z`, or `2016-05-23 22:00 – 2016-05-24 04:00Z`. */
  span(duration: Seconds): string {
    if (this.spansDays) return `${this.bare(0)} – ${this.bare(duration)}${this.suffix || ` ${this.zone}`}`;
    const clock = (at: Seconds) => `${this.at(at).hour}:${this.at(at).minute}`;
    return `${this.date(0)} ${clock(0)}–${clock(duration)}${this.suffix || ` ${this.zone}`}`;
  }

  private bare(at: Seconds): string {
    return `${this.date(at)} ${this.at(at).hour}:${this.at(at).minute}`;
  }

  private dated(at: Seconds, text: string): string {
    return this.spansDays ? `${this.date(at)} ${text}` : text;
  }

  private get suffix(): string {
    return this.zone === "UTC" ? "Z" : "";
  }

  private at(seconds: Seconds): Record<"year" | "month" | "day" | "hour" | "minute" | "second", string> {
    const parts = this.parts.formatToParts(Math.floor(this.startSeconds + seconds) * 1_000);
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((p) => p.type === type)?.value ?? "";
    return {
      year: part("year"),
      month: part("month"),
      day: part("day"),
      hour: part("hour"),
      minute: part("minute"),
      second: part("second"),
    };
  }
}

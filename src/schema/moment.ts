/**
 * Points in time as a scenario writes them: an instant of the calendar ("2016-05-24T09:00:00Z"), or a moment of the
 * run, given by the clock on the wall ("11:05") or by its distance from the start ("30min"). All times are UTC.
 */
import { z } from "zod";
import { each } from "./per-system.js";
import { duration, refuse, type Seconds } from "./quantity.js";
import { faultText, shown } from "./scenario-error.js";

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?Z)?$/;
const DAY: Seconds = 86_400;
const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

const instantWanted = "a UTC instant such as 2016-05-24T09:00:00Z";
const momentWanted = "a clock time such as 11:05 or an offset from the start such as 30min";

/** `2016-05-24T09:00:00Z` (or a bare date: its midnight): whole seconds since 1970, UTC. */
export const instant = each(
  z
    .codec(
      z
        .string({ error: ({ input }) => faultText(notAn("instant", input)) })
        .meta({ examples: ["2016-05-24T09:00:00Z", "2016-05-24"] }),
      z.number().int(),
      {
        decode: (written, context) => readInstant(written.trim()) ?? refuse(context, instantFault(written)),
        encode: (seconds) => instantText(seconds),
      },
    )
    .meta({
      description: "A UTC instant, or a date for its midnight.",
      pattern: INSTANT.source,
    }),
);

/** A moment of a run: seconds after midnight on the clock, or seconds after `clock.start`. */
export type Moment = { readonly clock: Seconds } | { readonly offset: Seconds };

/** `11:05` or `11:05:30` (clock time, whole seconds) or `30min` (offset from the start). */
export const moment = each(
  z
    .codec(
      z
        .string({ error: ({ input }) => faultText(notAn("moment", input)) })
        .meta({ examples: ["11:05", "11:05:30", "30min"] }),
      z.union([
        z.strictObject({ clock: z.number().int().min(0).max(86_399) }),
        z.strictObject({ offset: z.number().nonnegative() }),
      ]),
      {
        decode: (written, context): Moment => {
          const clock = CLOCK.exec(written.trim());
          if (clock) return { clock: Number(clock[1]) * 3_600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0) };
          const offset = z.safeDecode(duration, written);
          return offset.success ? { offset: offset.data } : refuse(context, notAn("moment", written));
        },
        encode: (value: Moment) => ("clock" in value ? clockText(value.clock) : z.encode(duration, value.offset)),
      },
    )
    .meta({ description: "A clock time (UTC), or an offset from the start." }),
);

/** A moment in seconds from the start of the run; a clock time is the first such time of day from the start on. */
export function secondsAt(moment: Moment, clock: { readonly start: Seconds }): Seconds {
  if ("offset" in moment) return moment.offset;
  const startOfDay = ((clock.start % DAY) + DAY) % DAY;
  return (moment.clock - startOfDay + DAY) % DAY;
}

/** Points with their moments in seconds from the start of the run, in the order of time. */
export function inOrder<T extends { readonly at: Moment }>(
  points: readonly T[],
  clock: { readonly start: Seconds },
): (Omit<T, "at"> & { at: Seconds })[] {
  return points.map((point) => ({ ...point, at: secondsAt(point.at, clock) })).sort((a, b) => a.at - b.at);
}

/** `2016-05-24T09:00:00Z` for seconds since 1970. */
export function instantText(seconds: Seconds): string {
  return new Date(seconds * 1_000).toISOString().replace(/\.000Z$/, "Z");
}

/** `11:05`, or `11:05:30` when the seconds are not zero; whole seconds after midnight. */
export function clockText(secondsOfDay: Seconds): string {
  const parts = [Math.floor(secondsOfDay / 3_600), Math.floor(secondsOfDay / 60) % 60, secondsOfDay % 60];
  const shownParts = parts[2] === 0 ? parts.slice(0, 2) : parts;
  return shownParts.map((part) => String(part).padStart(2, "0")).join(":");
}

function readInstant(text: string): Seconds | undefined {
  const parts = INSTANT.exec(text)
    ?.slice(1)
    .map((part) => Number(part ?? 0));
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  // Below the year 100, Date.UTC means 19xx.
  if (year < 100) return undefined;
  const seconds = Date.UTC(year, month - 1, day, hour, minute, second) / 1_000;
  // Date.UTC carries 30 February over into March; a scenario that says so is wrong.
  const carried = instantText(seconds) !== `${text.slice(0, 10)}T${parts.slice(3).map(twoDigits).join(":")}Z`;
  return carried ? undefined : seconds;
}

function twoDigits(part: number): string {
  return String(part).padStart(2, "0");
}

function instantFault(written: string) {
  const text = written.trim();
  const utc = `${text.replace(" ", "T").replace(/(Z|[+-]\d{2}:?\d{2})$/, "")}Z`;
  if (readInstant(text.replace(" ", "T")) === undefined && readInstant(utc) !== undefined) {
    return { found: `${shown(text)} is not in UTC`, expected: instantWanted, suggestion: utc };
  }
  return notAn("instant", written);
}

function notAn(kind: "instant" | "moment", input: unknown) {
  const expected = kind === "instant" ? instantWanted : momentWanted;
  if (input === undefined) return { found: "missing", expected };
  return { found: `${shown(input)} is not ${kind === "instant" ? "an instant" : "a moment"}`, expected };
}

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { clockText, inOrder, instant, instantText, type Moment, moment, secondsAt } from "../../src/schema/moment.js";

describe("an instant", () => {
  test("is read as whole seconds since 1970, UTC", () => {
    expect(z.decode(instant, "2016-05-24T09:00:00Z")).toBe(Date.UTC(2016, 4, 24, 9) / 1_000);
    expect(z.decode(instant, "2016-05-24T09:00Z")).toBe(Date.UTC(2016, 4, 24, 9) / 1_000);
    expect(z.decode(instant, "2016-05-24")).toBe(Date.UTC(2016, 4, 24) / 1_000);
  });

  test("comes back from what is written of it", () => {
    const seconds = fc.integer({ min: Date.UTC(100, 0, 1) / 1_000, max: Date.UTC(9999, 11, 31) / 1_000 });
    fc.assert(
      fc.property(seconds, (at) => {
        expect(z.decode(instant, z.encode(instant, at))).toBe(at);
      }),
    );
  });

  test.each(["2016-02-30", "2016-13-01", "2016-05-24T25:00Z", "24 May 2016", "yesterday", ""])("refuses %o", (text) => {
    expect(instant.safeParse(text).error?.issues[0]?.message).toContain(
      "expected a UTC instant such as 2016-05-24T09:00:00Z",
    );
  });

  test.each(["2016-05-24T09:00:00", "2016-05-24 09:00:00", "2016-05-24T09:00:00+02:00"])(
    "asks for UTC in place of %o",
    (text) => {
      expect(instant.safeParse(text).error?.issues[0]?.message).toContain("did you mean 2016-05-24T09:00:00Z?");
    },
  );

  test("is shown without fractions", () => {
    expect(instantText(0)).toBe("1970-01-01T00:00:00Z");
  });
});

describe("a moment", () => {
  test("is a clock time or an offset", () => {
    expect(z.decode(moment, "11:05")).toEqual({ clock: 39_900 });
    expect(z.decode(moment, "00:00:30")).toEqual({ clock: 30 });
    expect(z.decode(moment, "30min")).toEqual({ offset: 1_800 });
  });

  test("comes back from what is written of it", () => {
    const moments: fc.Arbitrary<Moment> = fc.oneof(
      fc.integer({ min: 0, max: 86_399 }).map((clock) => ({ clock })),
      fc.double({ min: 0, max: 1e9, noNaN: true }).map((offset) => ({ offset: Math.abs(offset) })),
    );
    fc.assert(
      fc.property(moments, (one) => {
        expect(z.decode(moment, z.encode(moment, one))).toEqual(one);
      }),
    );
  });

  test.each(["24:00", "9:05", "11:60", "11", 665, "noon", undefined])("refuses %o", (written) => {
    expect(moment.safeParse(written).error?.issues[0]?.message).toContain(
      "expected a clock time such as 11:05 or an offset",
    );
  });

  test("is shown with seconds only where they matter", () => {
    expect([clockText(39_900), clockText(39_930), clockText(0)]).toEqual(["11:05", "11:05:30", "00:00"]);
  });
});

describe("a moment of a run that starts at 09:00", () => {
  const run = { start: Date.UTC(2016, 4, 24, 9) / 1_000 };

  test.each([
    ["a clock time later that day", { clock: 39_900 }, 7_500],
    ["the start itself", { clock: 32_400 }, 0],
    ["an earlier clock time, on the next day", { clock: 32_399 }, 86_399],
    ["an offset", { offset: 1_800 }, 1_800],
  ])("counts from the start: %s", (_, moment, seconds) => {
    expect(secondsAt(moment, run)).toBe(seconds);
  });

  test("orders points by time", () => {
    const points = [
      { at: { clock: 36_000 }, share: 0.5 },
      { at: { offset: 60 }, share: 1 },
    ];
    expect(inOrder(points, run)).toEqual([
      { at: 60, share: 1 },
      { at: 3_600, share: 0.5 },
    ]);
  });
});

/**
 * After an outage of length L the backlog comes back as senders' schedules say: each within its bound, in that order.
 * Bounds are computed from published schedules; measured here through the whole system, 421 at the banner, twenty
 * hosts.
 */
import { expect, test } from "vitest";
import { comeback } from "./comeback.js";

const MINUTE = 60;
const HOUR = 3600;

/** Profile; outage in hours; when the last message is in: no earlier, no later, in minutes after the end. */
test.each([
  ["hotmail", 1, 3, 4.2],
  ["exchange", 1, 0, 15],
  ["postfix", 1, 20, 72],
  ["exim", 1, 5, 15 + 30],
  ["opensmtpd", 1, 0, 5],
  ["haraka", 1, 0.4 * 60, 60],
  ["yahoo", 1, 0.4 * 60, 60],
  ["kumomta", 1, 0.4 * 60, 60],
  ["stalwart", 1, 15, 60],
  ["hotmail", 6, 3, 4.2],
  ["exchange", 6, 0, 15],
  ["postfix", 6, 45, 72],
  ["exim", 6, 45, 180 + 30],
  ["opensmtpd", 6, 0, 5],
  ["haraka", 6, 0.4 * 360, 360],
  ["yahoo", 6, 0.4 * 360, 360],
  ["kumomta", 6, 0.4 * 360, 360],
  ["stalwart", 6, 12 * 60, 24 * 60 + 5],
  ["exim", 20, 60, 360 + 30],
])("%s, after %d h, has its last message in between %d and %d min later", (retry, hours, least, most) => {
  const found = comeback({ retry, length: hours * HOUR, after: most * MINUTE + 60 });
  expect(found.broken).toEqual([]);
  expect(found.backlog).toBeGreaterThan(300);
  expect(found.times).toHaveLength(found.backlog);
  expect(found.times.at(-1)).toBeGreaterThan(least * MINUTE);
  expect(found.times.at(-1)).toBeLessThan(most * MINUTE);
});

test("six hours: an Exchange, a Hotmail, a Postfix, an Exim, a Haraka and a KumoMTA come back in the order of their schedules", () => {
  const order = ["hotmail", "exchange", "postfix", "exim", "haraka", "kumomta", "stalwart"];
  const last = order.map((retry) => comeback({ retry, length: 6 * HOUR, after: 25 * HOUR }).times.at(-1) ?? 0);
  expect([...last].sort((a, b) => a - b)).toEqual(last);
});

test("Stalwart's long gap comes after four hours: an outage of three is over in two more, one of five takes a day", () => {
  const after = (hours: number) => comeback({ retry: "stalwart", length: hours * HOUR, after: 26 * HOUR }).times.at(-1);
  expect(after(3)).toBeLessThan(2 * HOUR + 5 * MINUTE);
  expect(after(5)).toBeGreaterThan(20 * HOUR);
});

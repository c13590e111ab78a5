/**
 * The herd behind the first success: mail that waits for a destination goes out with it, once, and not at its own time.
 */
import { expect, test } from "vitest";
import { retryProfiles } from "../../../src/model/retry/index.js";
import { type Comeback, comeback, type Outage } from "./comeback.js";

const MINUTE = 60;
const HOUR = 3600;

/** One server with two new messages a second, refused at the banner for half an hour. */
function halfAnHour(retry: unknown, more: Partial<Outage> = {}): Comeback {
  const found = comeback({ retry, hosts: 1, rate: "2/s", length: 30 * MINUTE, after: 45 * MINUTE, ...more });
  expect(found.broken).toEqual([]);
  expect(found.duplicates).toBe(0);
  expect(found.backlog).toBeGreaterThan(3000);
  expect(found.times).toHaveLength(found.backlog);
  return found;
}

/** Seconds from the first of them to the last. */
function spread({ times }: Comeback): number {
  return (times.at(-1) ?? 0) - (times[0] ?? 0);
}

test("Exim's backlog comes within a minute of the first success, on few connections of at most 500 messages each", () => {
  const found = halfAnHour("exim");
  expect(found.times[0]).toBeLessThan(15 * MINUTE);
  expect(spread(found)).toBeLessThan(MINUTE);
  expect(found.connections).toBeLessThan(found.backlog / 20);
  expect(found.connections).toBeGreaterThan(found.backlog / 500);
  expect(found.longest).toBeLessThanOrEqual(500);
});

test("an Exim that sends ten messages a connection needs fifty times as many", () => {
  const found = halfAnHour({ profile: "exim", messagesPerConnection: 10 });
  expect(found.connections).toBeGreaterThan(found.backlog / 10);
  expect(found.longest).toBe(10);
});

test("Exim's herd keeps the cap of 500 however long the backlog is", () => {
  const found = halfAnHour({ profile: "exim", connections: 1 });
  expect(found.longest).toBe(500);
  expect(found.connections).toBeGreaterThanOrEqual(found.backlog / 500);
  expect(found.connections).toBeLessThan(2 + found.backlog / 400);
});

test("OpenSMTPD makes all deferred mail due at the first success: five connections of a hundred drain it", () => {
  const found = halfAnHour("opensmtpd");
  expect(found.times[0]).toBeLessThan(5);
  // MAIL, RCPT, DATA and the dot: four round trips of 40 ms a message, and some nine to connect for each hundred.
  expect(spread(found)).toBeLessThan(1.05 * (found.backlog / 5) * (0.16 + 0.36 / 100));
  expect(found.longest).toBe(100);
});

test.each(["exim", "opensmtpd"])("%s leaves no retry behind that comes too late", (profile) => {
  const { pending } = halfAnHour(profile);
  expect(pending).toBeLessThan(10);
});

test.each(["postfix", "haraka", "kumomta", "zonemta"])(
  "%s has no herd: its backlog comes by its own schedule",
  (profile) => {
    const destination = retryProfiles.create(profile, {}).destination(0);
    expect(destination.herd).toBeUndefined();
    expect(spread(halfAnHour(profile, { after: 2 * HOUR }))).toBeGreaterThan(14 * MINUTE);
  },
);

test("Exim's list holds what its host refused, not what a message was refused for; OpenSMTPD's holds both, for four hours", () => {
  const exim = retryProfiles.create("exim", {}).destination(0).herd;
  expect(exim?.holds("banner 421", 0)).toBe(true);
  expect(exim?.holds("suspended", 0)).toBe(true);
  expect(exim?.holds("transaction 4xx", 0)).toBe(false);
  expect(exim?.released(0)).toBe("next");
  const opensmtpd = retryProfiles.create("opensmtpd", {}).destination(0).herd;
  expect(opensmtpd?.released(0)).toBe("none");
  expect(opensmtpd?.holds("transaction 4xx", 100)).toBe(true);
  expect(opensmtpd?.released(100 + 4 * HOUR)).toBe("all");
  expect(opensmtpd?.released(101 + 4 * HOUR)).toBe("none");
});

test("an Exim tries a host that failed with one message at a time", () => {
  const host = retryProfiles.create("exim", {}).destination(0);
  expect(host.window).toBe(20);
  host.failed(0, 20, "banner 421");
  expect(host.window).toBe(1);
  host.delivered(900, 1);
  expect(host.window).toBe(20);
});

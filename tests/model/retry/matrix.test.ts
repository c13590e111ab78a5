/**
 * The reaction matrix: D, the whole destination waits; M, this message only; +, the attempt first goes on to the next
 * address. Cells without a source are those that docs/model.md calls unverified or assumed.
 */
import { expect, test } from "vitest";
import { retryProfiles } from "../../../src/model/retry/index.js";
import type { Failure } from "../../../src/model/vocabulary/reply.js";

const PROFILES = ["postfix", "exim", "qmail", "exchange", "haraka", "zonemta", "kumomta"];

const rows: readonly (readonly [Failure, string])[] = [
  ["connect timeout", "D+ D+ D+ D+ M+ D+ M+"],
  ["connection refused", "D+ D+ M+ D+ M+ D+ M+"],
  ["connection lost", "D+ D+ M D+ M+ M+ M+"],
  ["banner timeout", "D+ D+ M D+ M+ M+ M+"],
  ["banner 421", "D+ D+ M D+ M M M+"],
  ["tls", "D+ D+ M M+ M M M+"],
  ["auth", "D+ D+ M D+ M M M+"],
  ["transaction 4xx", "M+ M+ M M M M M"],
  ["transaction 421", "M+ M+ M M M M M+"],
  ["response timeout", "D+ M+ M M M+ M M"],
  ["rejected", "M M M M M M M"],
];

test.each(rows)("after %s: %s", (failure, cells) => {
  const found = PROFILES.map((name) => {
    const { reaction, addresses } = retryProfiles.create(name, {});
    return `${reaction(failure) === "destination" ? "D" : "M"}${addresses.goesOn(failure) ? "+" : ""}`;
  });
  expect(found.join(" ")).toBe(cells);
});

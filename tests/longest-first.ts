/**
 * The order of the test files: those that take longest begin first, so that no worker is left with a long one at the
 * end. A file that is not named here comes later, larger ones first.
 */
import { statSync } from "node:fs";
import type { TestSpecification } from "vitest/node";
import { BaseSequencer } from "vitest/node";

/** Longest first; the real Postfix mostly waits, and would be waited for. */
const LONGEST = [
  "scenarios/may-2016-cassandra",
  "model/postfix/real",
  "scenarios/july-2018-auth",
  "scenarios/may-2016-edge",
  "scenarios/classics",
  "verify/overload",
  "scenarios/examples/",
  "cli/run-directory",
  "verify/families",
  "cli/whatif",
  "cli/verbs",
  "cli/byte-identity",
  "report/page",
  "scenarios/rocksdb",
  "model/storage/random-clusters",
  "cli/broken-inputs",
];

export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => rank(a) - rank(b) || sizeOf(b) - sizeOf(a));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const place = LONGEST.findIndex((part) => moduleId.includes(`/tests/${part}`));
  return place === -1 ? LONGEST.length : place;
}

function sizeOf({ moduleId }: TestSpecification): number {
  return statSync(moduleId).size;
}

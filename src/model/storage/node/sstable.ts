/**
 * A sorted, immutable file of a node, and what a compaction of several makes of them. Keys are left out: the model
 * needs only the size of a file, its span of time and its level. The real thing: SSTable.java,
 * CompactionController.java.
 */

import { z } from "zod";
import { expm1 } from "../../../engine/math.js";
import { each } from "../../../schema/per-system.js";
import { type Bytes, duration, type Fraction, positive, type Seconds, size } from "../../../schema/quantity.js";

/**
 * A compaction that brings data and its tombstone together drops the data. Tombstones stay for gc_grace_seconds (10 d).
 * When `purge` is off, nothing is dropped. Residence: guess.
 */
export const purge = z
  .strictObject({
    residence: positive(duration)
      .prefault("10min")
      .describe("Mean time from a message's write to its delete, exponential."),
    tombstone: each(size).prefault("100B"),
    grace: duration.prefault("10d"),
  })
  .prefault({});

export type PurgeOptions = z.output<typeof purge>;

export interface SSTable {
  /** Order of creation on its node. */
  readonly id: number;
  /** Data and tombstones on disk. */
  readonly bytes: Bytes;
  /** The part of `bytes` that is tombstones. */
  readonly tombstones: Bytes;
  /** Data bytes as clients wrote them, before any purge. */
  readonly written: Bytes;
  /** When its first and its last data were written. */
  readonly from: Seconds;
  readonly to: Seconds;
  /** The level of levelled compaction: 0 for a flush. From level 1 on, one SSTable stands for the whole level. */
  readonly level?: number;
}

/** The order in which a node lists its SSTables: smallest first, and of equal ones the oldest. */
export function bySize(a: SSTable, b: SSTable): number {
  return a.bytes - b.bytes || a.id - b.id;
}

/** Puts an SSTable in its place in a list that is in order of size. */
export function insertBySize(tables: SSTable[], table: SSTable): void {
  let place = tables.length;
  while (place > 0 && bySize(tables[place - 1]!, table) > 0) place--;
  tables.splice(place, 0, table);
}

/**
 * The part of the data that survives a merge, when data was written evenly over a span and deleted after an exponential
 * residence: (residence / span) (1 - exp(-span / residence)).
 */
function survival(residence: Seconds, span: Seconds): Fraction {
  return span > 0 ? (-residence / span) * expm1(-span / residence) : 1;
}

/** The SSTable that a compaction of `inputs` makes at `now`. Its bytes never exceed those of the inputs. */
export function merge(inputs: readonly SSTable[], id: number, now: Seconds, purge: PurgeOptions | "off"): SSTable {
  let bytes = 0;
  let tombstones = 0;
  let written = 0;
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const table of inputs) {
    bytes += table.bytes;
    written += table.written;
    if (purge === "off" || table.to > now - purge.grace) tombstones += table.tombstones;
    from = Math.min(from, table.from);
    to = Math.max(to, table.to);
  }
  if (purge === "off") return { id, bytes, tombstones, written, from, to };
  const data = bytes - inputs.reduce((sum, table) => sum + table.tombstones, 0);
  const left = Math.min(data, written * survival(purge.residence, to - from));
  return { id, bytes: left + tombstones, tombstones, written, from, to };
}

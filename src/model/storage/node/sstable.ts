/** A sorted, immutable file of a node. Keys are left out: what matters here is its size, its span of time and its level. */
import type { Bytes, Fraction, Seconds } from "../../../schema/quantity.js";
import type { PurgeOptions } from "../options.js";

export interface SSTable {
  /** Order of creation on its node. */
  readonly id: number;
  /** Data and tombstones on disk. */
  readonly bytes: Bytes;
  /** Of which tombstones. */
  readonly tombstones: Bytes;
  /** Data bytes as clients wrote them, before any purge. */
  readonly written: Bytes;
  /** When the first and the last of it were written. */
  readonly from: Seconds;
  readonly to: Seconds;
  /** Of levelled compaction: 0 for a flush. Above it one SSTable stands for the whole level. */
  readonly level?: number;
}

/**
 * What is left of data written evenly over a span and deleted after an exponential residence, once data and tombstones
 * of that span have met: (residence / span) (1 - exp(-span / residence)).
 */
function survival(residence: Seconds, span: Seconds): Fraction {
  return span > 0 ? (-residence / span) * Math.expm1(-span / residence) : 1;
}

/** The SSTable that a compaction of `inputs` makes at `now`; a purge never adds to what there is. */
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

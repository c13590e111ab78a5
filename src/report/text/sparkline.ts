/** A series as one line of eight block heights. */
import { downSample, largest } from "../down-sample.js";

const BLOCKS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/** From zero to the largest value; a blank where nothing was observed, the lowest block for zero. */
export function sparkline(values: readonly (number | null)[], width: number): string {
  const points = downSample(values, width);
  const top = largest(points) ?? 0;
  return points.map((value) => (value === null ? " " : block(value, top))).join("");
}

function block(value: number, top: number): string {
  if (value <= 0 || top <= 0) return BLOCKS[0] ?? "";
  const height = Math.ceil((value / top) * (BLOCKS.length - 1));
  return BLOCKS[Math.min(height, BLOCKS.length - 1)] ?? "";
}

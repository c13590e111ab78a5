/**
 * The cells of a log-linear histogram: 128 to every power of two, from 2^-20 s (about 1 us) to 2^22 s (48 days), found
 * from the bits of the number. Mid-cell values are at most 0.4 % off. Cell 0 holds zero and all that is smaller than
 * the range, the last cell all that is larger. The scheme is HdrHistogram's (G. Tene), on the exponent and fraction of
 * a float64.
 */

const LOWEST_EXPONENT = -20;
const HIGHEST_EXPONENT = 22;
const PER_OCTAVE = 128;

export const CELLS = (HIGHEST_EXPONENT - LOWEST_EXPONENT) * PER_OCTAVE + 1;

const scratch = new Float64Array(1);
const words = new Uint32Array(scratch.buffer);
/** The word that holds sign, exponent and the first 20 bits of the fraction: the second on a little-endian machine. */
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;
const OFFSET = (1023 + LOWEST_EXPONENT) * PER_OCTAVE;

/** The cell of a value; cell 0 for one that is not above zero, such as a difference that rounding made -1e-17. */
export function cellOf(value: number): number {
  if (!(value > 0)) return 0;
  scratch[0] = value;
  // 11 bits of exponent and the first 7 of the fraction: the number of the cell, counted from the smallest double.
  const cell = (words[HIGH]! >>> 13) - OFFSET + 1;
  return cell < 0 ? 0 : cell >= CELLS ? CELLS - 1 : cell;
}

/** The middle of a cell; 0 for cell 0. */
export function middleOf(cell: number): number {
  return cell === 0 ? 0 : (lowerEdge(cell) + lowerEdge(cell + 1)) / 2;
}

function lowerEdge(cell: number): number {
  const position = cell - 1;
  const octave = Math.floor(position / PER_OCTAVE);
  return 2 ** (LOWEST_EXPONENT + octave) * (1 + (position % PER_OCTAVE) / PER_OCTAVE);
}

/**
 * A log-linear histogram in bins of 0.1 %, per batch, read with straight lines inside a bin: the error of its quantiles
 * is far below any half-width here. Values below 2^-36 count as 0.
 */
const SUB_BITS = 10;
const LOWEST = 2 ** -36;
const HIGHEST = 2 ** 36;

/** The bits of a double: sign, exponent and upper mantissa are in the high word of a little-endian machine. */
const real = new Float64Array(1);
const words = new Uint32Array(real.buffer);

function binOf(value: number): number {
  if (value < LOWEST) return 0;
  real[0] = Math.min(value, HIGHEST);
  return (words[1]! >>> (20 - SUB_BITS)) - OFFSET;
}

/** The least value of a bin. */
function edgeOf(bin: number): number {
  if (bin === 0) return 0;
  words[0] = 0;
  words[1] = (bin + OFFSET) << (20 - SUB_BITS);
  return real[0]!;
}

function highBits(value: number): number {
  real[0] = value;
  return words[1]! >>> (20 - SUB_BITS);
}

/** So that LOWEST opens bin 1. */
const OFFSET = highBits(LOWEST) - 1;
const BINS = highBits(HIGHEST) - OFFSET + 1;

export class FineHistogram {
  private readonly bins: Uint32Array[];
  private whole: Float64Array | undefined;

  constructor(batches: number) {
    this.bins = Array.from({ length: batches }, () => new Uint32Array(BINS));
  }

  record(value: number, batch: number): void {
    this.bins[batch]![binOf(value)]! += 1;
  }

  /** The value that a share `p` of all batches together does not exceed. Only after the last `record`. */
  quantile(p: number): number {
    this.whole ??= this.pool();
    let wanted = p * this.whole.reduce((sum, count) => sum + count, 0);
    let bin = 0;
    while (bin < BINS - 1 && this.whole[bin]! < wanted) wanted -= this.whole[bin++]!;
    if (bin === 0) return 0;
    return edgeOf(bin) + (edgeOf(bin + 1) - edgeOf(bin)) * (wanted / this.whole[bin]!);
  }

  /** How many values lie below `value`, by batch. */
  below(value: number): Float64Array {
    const bin = binOf(value);
    const part = bin === 0 ? 1 : (value - edgeOf(bin)) / (edgeOf(bin + 1) - edgeOf(bin));
    return Float64Array.from(this.bins, (counts) => {
      let sum = part * counts[bin]!;
      for (let i = 0; i < bin; i++) sum += counts[i]!;
      return sum;
    });
  }

  private pool(): Float64Array {
    const whole = new Float64Array(BINS);
    for (const counts of this.bins)
      counts.forEach((count, bin) => {
        whole[bin]! += count;
      });
    return whole;
  }
}

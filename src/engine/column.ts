/**
 * One field of many numbered records: a typed array that grows. Entries start at 0.
 * `ensure` makes room; reading or writing outside it throws in checked mode and is undefined behaviour otherwise.
 */
import { checksOn } from "./checks.js";

function grownSize(current: number, wanted: number): number {
  return Math.max(wanted, 2 * current);
}

function assertInside(index: number, length: number): void {
  if (!(Number.isInteger(index) && index >= 0 && index < length))
    throw new RangeError(`column: index ${index} outside 0..${length - 1}`);
}

/** Real numbers (64-bit floating point). */
export class RealColumn {
  private values: Float64Array;
  private readonly checked = checksOn();

  constructor(size = 16) {
    this.values = new Float64Array(size);
  }

  get(index: number): number {
    if (this.checked) assertInside(index, this.values.length);
    return this.values[index]!;
  }

  set(index: number, value: number): void {
    if (this.checked) assertInside(index, this.values.length);
    this.values[index] = value;
  }

  add(index: number, difference: number): void {
    if (this.checked) assertInside(index, this.values.length);
    this.values[index]! += difference;
  }

  /** Makes room for at least `size` entries. */
  ensure(size: number): void {
    if (size <= this.values.length) return;
    const old = this.values;
    this.values = new Float64Array(grownSize(old.length, size));
    this.values.set(old);
  }

  get length(): number {
    return this.values.length;
  }
}

/** Whole numbers from -2^31 to 2^31 - 1; values beyond wrap around. */
export class IntegerColumn {
  private values: Int32Array;
  private readonly checked = checksOn();

  constructor(size = 16) {
    this.values = new Int32Array(size);
  }

  get(index: number): number {
    if (this.checked) assertInside(index, this.values.length);
    return this.values[index]!;
  }

  set(index: number, value: number): void {
    if (this.checked) assertInside(index, this.values.length);
    this.values[index] = value;
  }

  add(index: number, difference: number): void {
    if (this.checked) assertInside(index, this.values.length);
    this.values[index]! += difference;
  }

  /** Makes room for at least `size` entries. */
  ensure(size: number): void {
    if (size <= this.values.length) return;
    const old = this.values;
    this.values = new Int32Array(grownSize(old.length, size));
    this.values.set(old);
  }

  get length(): number {
    return this.values.length;
  }
}

/** Whole numbers from 0 to 255; values beyond wrap around. */
export class ByteColumn {
  private values: Uint8Array;
  private readonly checked = checksOn();

  constructor(size = 16) {
    this.values = new Uint8Array(size);
  }

  get(index: number): number {
    if (this.checked) assertInside(index, this.values.length);
    return this.values[index]!;
  }

  set(index: number, value: number): void {
    if (this.checked) assertInside(index, this.values.length);
    this.values[index] = value;
  }

  add(index: number, difference: number): void {
    if (this.checked) assertInside(index, this.values.length);
    this.values[index]! += difference;
  }

  /** Makes room for at least `size` entries. */
  ensure(size: number): void {
    if (size <= this.values.length) return;
    const old = this.values;
    this.values = new Uint8Array(grownSize(old.length, size));
    this.values.set(old);
  }

  get length(): number {
    return this.values.length;
  }
}

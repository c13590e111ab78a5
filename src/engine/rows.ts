/**
 * Several fields of many numbered records, side by side: a record is a row of 32 or 64 bytes and lies in one cache
 * line. For records whose fields are used together, and seldom: what a waiting message costs when its time comes is one
 * load from memory instead of one per field. A field reads like a column; all start at 0.
 */
import { checksOn } from "./checks.js";
import { FULL_PAGE, FULL_PAGE_SHIFT, firstPage } from "./page.js";

/** Copies, as V8 computes with a module's own constants and looks up those of others each time. */
const PAGE_SHIFT = FULL_PAGE_SHIFT;
const PAGE = FULL_PAGE;
const PAGE_MASK = PAGE - 1;

type View = Float64Array | Int32Array | Uint8Array;

export class Rows {
  private readonly pages: ArrayBuffer[] = [new ArrayBuffer(0)];
  private readonly fields: Field<View>[] = [];
  private used = 0;
  private room = 0;

  /** @param bytes of a row, shared by its fields: 8 for a real number, 4 for an integer, 1 for a byte */
  constructor(private readonly bytes: 32 | 64) {}

  /**
   * Real numbers (64-bit floating point). Fields are declared from the largest to the smallest, before the first row.
   */
  reals(): RealField {
    return this.declare(new RealField(this.bytes / 8, this.take(8)));
  }

  /** Whole numbers from -2^31 to 2^31 - 1; values beyond wrap around. */
  integers(): IntegerField {
    return this.declare(new IntegerField(this.bytes / 4, this.take(4)));
  }

  /** Whole numbers from 0 to 255; values beyond wrap around. */
  byteValues(): ByteField {
    return this.declare(new ByteField(this.bytes, this.take(1)));
  }

  /** Rows that there is room for. */
  get length(): number {
    return this.room;
  }

  /** Makes room for at least `size` rows. */
  ensure(size: number): void {
    if (size > this.room) this.grow(size);
  }

  private take(size: 8 | 4 | 1): number {
    if (this.used % size !== 0) throw new Error("rows: a larger field is declared after a smaller one");
    if (this.used + size > this.bytes) throw new Error(`rows: more fields than ${this.bytes} bytes hold`);
    this.used += size;
    return this.used / size - 1;
  }

  private declare<F extends Field<View>>(field: F): F {
    if (this.room > 0) throw new Error("rows: a field is declared after the first row");
    this.fields.push(field);
    return field;
  }

  private grow(size: number): void {
    const first = this.pages[0]!;
    const length = first.byteLength / this.bytes;
    if (length < PAGE) {
      const larger = new ArrayBuffer(firstPage(length, size) * this.bytes);
      new Uint8Array(larger).set(new Uint8Array(first));
      this.pages[0] = larger;
    }
    while (this.pages.length << PAGE_SHIFT < size) this.pages.push(new ArrayBuffer(PAGE * this.bytes));
    this.room = (this.pages.length - 1) * PAGE + this.pages[0]!.byteLength / this.bytes;
    for (const field of this.fields) field.adopt(this.pages, this.room);
  }
}

/** Reading and writing are written out for each kind, as V8 compiles them best when they see one kind of page. */
abstract class Field<V extends View> {
  /** All rows while they are few: read without asking where they are. */
  protected first: V;
  protected readonly pages: V[] = [];
  protected readonly checked = checksOn();
  private room = 0;

  constructor(
    private readonly view: (page: ArrayBuffer) => V,
    protected readonly perRow: number,
    protected readonly place: number,
  ) {
    this.first = view(new ArrayBuffer(0));
  }

  /** The rows have grown. Pages of full size stay as they are. */
  adopt(pages: readonly ArrayBuffer[], room: number): void {
    this.room = room;
    for (const [i, page] of pages.entries()) if (this.pages[i]?.buffer !== page) this.pages[i] = this.view(page);
    this.first = this.pages[0]!;
  }

  protected assertInside(row: number): void {
    if (!(Number.isInteger(row) && row >= 0 && row < this.room))
      throw new RangeError(`rows: row ${row} outside 0..${this.room - 1}`);
  }
}

export class RealField extends Field<Float64Array> {
  constructor(perRow: number, place: number) {
    super((page) => new Float64Array(page), perRow, place);
  }

  get(row: number): number {
    if (this.checked) this.assertInside(row);
    return this.page(row)[(row & PAGE_MASK) * this.perRow + this.place]!;
  }

  set(row: number, value: number): void {
    if (this.checked) this.assertInside(row);
    this.page(row)[(row & PAGE_MASK) * this.perRow + this.place] = value;
  }

  add(row: number, difference: number): void {
    if (this.checked) this.assertInside(row);
    this.page(row)[(row & PAGE_MASK) * this.perRow + this.place]! += difference;
  }

  private page(row: number): Float64Array {
    return row < PAGE ? this.first : this.pages[row >> PAGE_SHIFT]!;
  }
}

export class IntegerField extends Field<Int32Array> {
  constructor(perRow: number, place: number) {
    super((page) => new Int32Array(page), perRow, place);
  }

  get(row: number): number {
    if (this.checked) this.assertInside(row);
    return this.page(row)[(row & PAGE_MASK) * this.perRow + this.place]!;
  }

  set(row: number, value: number): void {
    if (this.checked) this.assertInside(row);
    this.page(row)[(row & PAGE_MASK) * this.perRow + this.place] = value;
  }

  add(row: number, difference: number): void {
    if (this.checked) this.assertInside(row);
    this.page(row)[(row & PAGE_MASK) * this.perRow + this.place]! += difference;
  }

  private page(row: number): Int32Array {
    return row < PAGE ? this.first : this.pages[row >> PAGE_SHIFT]!;
  }
}

export class ByteField extends Field<Uint8Array> {
  constructor(perRow: number, place: number) {
    super((page) => new Uint8Array(page), perRow, place);
  }

  get(row: number): number {
    if (this.checked) this.assertInside(row);
    return this.page(row)[(row & PAGE_MASK) * this.perRow + this.place]!;
  }

  set(row: number, value: number): void {
    if (this.checked) this.assertInside(row);
    this.page(row)[(row & PAGE_MASK) * this.perRow + this.place] = value;
  }

  add(row: number, difference: number): void {
    if (this.checked) this.assertInside(row);
    this.page(row)[(row & PAGE_MASK) * this.perRow + this.place]! += difference;
  }

  private page(row: number): Uint8Array {
    return row < PAGE ? this.first : this.pages[row >> PAGE_SHIFT]!;
  }
}

/**
 * One field of many numbered records, in pages of numbers that start at 0.
 * `ensure` makes room; reading or writing outside it throws in checked mode and is undefined behaviour otherwise.
 */
import { checksOn } from "./checks.js";
import { FULL_PAGE, FULL_PAGE_SHIFT, firstPage } from "./page.js";

/** Copies, as V8 computes with a module's own constants and looks up those of others each time. */
const PAGE_SHIFT = FULL_PAGE_SHIFT;
const PAGE = FULL_PAGE;
const PAGE_MASK = PAGE - 1;

type Numbers = Float64Array | Int32Array | Uint8Array;

/**
 * What columns have in common. Reading and writing are written out for each, as V8 compiles them best when they see one
 * kind of page.
 */
abstract class Column<Page extends Numbers> {
  /** All entries while they are few: read without asking where it is. */
  protected first: Page;
  protected readonly pages: Page[];
  protected readonly checked = checksOn();
  private room = 0;

  protected constructor(
    size: number,
    private readonly make: (size: number) => Page,
  ) {
    this.first = make(0);
    this.pages = [this.first];
    this.ensure(size);
  }

  /** Entries that there is room for. */
  get length(): number {
    return this.room;
  }

  /** Makes room for at least `size` entries. */
  ensure(size: number): void {
    if (size > this.room) this.grow(size);
  }

  protected assertInside(index: number): void {
    if (!(Number.isInteger(index) && index >= 0 && index < this.room))
      throw new RangeError(`column: index ${index} outside 0..${this.room - 1}`);
  }

  private grow(size: number): void {
    if (this.first.length < PAGE) {
      const old = this.first;
      this.first = this.make(firstPage(old.length, size));
      this.first.set(old);
      this.pages[0] = this.first;
    }
    while (this.pages.length << PAGE_SHIFT < size) this.pages.push(this.make(PAGE));
    this.room = (this.pages.length - 1) * PAGE + this.first.length;
  }
}

/** Real numbers (64-bit floating point). */
export class RealColumn extends Column<Float64Array> {
  constructor(size = 16) {
    super(size, (entries) => new Float64Array(entries));
  }

  get(index: number): number {
    if (this.checked) this.assertInside(index);
    return this.pageOf(index)[index & PAGE_MASK]!;
  }

  set(index: number, value: number): void {
    if (this.checked) this.assertInside(index);
    this.pageOf(index)[index & PAGE_MASK] = value;
  }

  add(index: number, difference: number): void {
    if (this.checked) this.assertInside(index);
    this.pageOf(index)[index & PAGE_MASK]! += difference;
  }

  /**
   * The page in which an entry is, at its index modulo the size of a full page. For loops over neighbours; never
   * checked.
   */
  pageOf(index: number): Float64Array {
    return index < PAGE ? this.first : this.pages[index >> PAGE_SHIFT]!;
  }
}

/** Whole numbers from -2^31 to 2^31 - 1; values beyond wrap around. */
export class IntegerColumn extends Column<Int32Array> {
  constructor(size = 16) {
    super(size, (entries) => new Int32Array(entries));
  }

  get(index: number): number {
    if (this.checked) this.assertInside(index);
    return this.pageOf(index)[index & PAGE_MASK]!;
  }

  set(index: number, value: number): void {
    if (this.checked) this.assertInside(index);
    this.pageOf(index)[index & PAGE_MASK] = value;
  }

  add(index: number, difference: number): void {
    if (this.checked) this.assertInside(index);
    this.pageOf(index)[index & PAGE_MASK]! += difference;
  }

  /**
   * The page in which an entry is, at its index modulo the size of a full page. For loops over neighbours; never
   * checked.
   */
  pageOf(index: number): Int32Array {
    return index < PAGE ? this.first : this.pages[index >> PAGE_SHIFT]!;
  }
}

/** Whole numbers from 0 to 255; values beyond wrap around. */
export class ByteColumn extends Column<Uint8Array> {
  constructor(size = 16) {
    super(size, (entries) => new Uint8Array(entries));
  }

  get(index: number): number {
    if (this.checked) this.assertInside(index);
    return this.page(index)[index & PAGE_MASK]!;
  }

  set(index: number, value: number): void {
    if (this.checked) this.assertInside(index);
    this.page(index)[index & PAGE_MASK] = value;
  }

  add(index: number, difference: number): void {
    if (this.checked) this.assertInside(index);
    this.page(index)[index & PAGE_MASK]! += difference;
  }

  private page(index: number): Uint8Array {
    return index < PAGE ? this.first : this.pages[index >> PAGE_SHIFT]!;
  }
}

/** Real numbers of which nearly all are 0: a page takes no room before it holds another one. Needs no `ensure`. */
export class SparseRealColumn {
  private readonly pages: (Float64Array | undefined)[] = [];

  get(index: number): number {
    const page = this.pages[index >> PAGE_SHIFT];
    return page === undefined ? 0 : page[index & PAGE_MASK]!;
  }

  set(index: number, value: number): void {
    let page = this.pages[index >> PAGE_SHIFT];
    if (page === undefined) {
      if (value === 0) return;
      page = this.addPage(index >> PAGE_SHIFT);
    }
    page[index & PAGE_MASK] = value;
  }

  private addPage(number: number): Float64Array {
    while (this.pages.length <= number) this.pages.push(undefined);
    const page = new Float64Array(PAGE);
    this.pages[number] = page;
    return page;
  }
}

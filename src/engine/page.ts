/**
 * How the engine keeps many numbered things: the first page of numbers doubles as it fills; when it has its full size,
 * pages are added. So growing neither copies millions of entries nor makes room for twice as many, and what is small
 * stays in one piece, which is read faster.
 */

/** Entries in a page of full size, a power of two: entry `i` is in page `i >> FULL_PAGE_SHIFT`. */
export const FULL_PAGE_SHIFT = 15;
export const FULL_PAGE = 1 << FULL_PAGE_SHIFT;

/** How large the first page becomes to hold `wanted` entries, or as many as it may. */
export function firstPage(current: number, wanted: number, most = FULL_PAGE): number {
  return Math.min(most, Math.max(wanted, 2 * current));
}

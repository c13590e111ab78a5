/**
 * Two questions to a series that need no assumption on its distribution: does it rise, and does it follow another one?
 * H. B. Mann, Econometrica 13, 1945, and M. G. Kendall, Rank Correlation Methods, 1975; C. Spearman, 1904. Left out:
 * corrections for serial dependence; take means over stretches that are long enough to be independent.
 */

/**
 * Mann–Kendall's Z, with ties and the correction for continuity: above 1.645 the series rises at p < .05 (one-sided),
 * within ±1.96 it has no trend at that level. 0 for one that never changes. The normal approximation asks for about ten
 * values.
 */
export function mannKendall(values: readonly number[]): number {
  const n = values.length;
  let s = 0;
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) s += Math.sign(values[j]! - values[i]!);
  const spread = (count: number) => count * (count - 1) * (2 * count + 5);
  const ties = groupSizes(values).reduce((sum, count) => sum + spread(count), 0);
  const variance = (spread(n) - ties) / 18;
  return variance > 0 ? (s - Math.sign(s)) / Math.sqrt(variance) : 0;
}

/**
 * Spearman's rank correlation, −1 to 1; equal values share their mean rank. A series that never changes follows
 * nothing: 0.
 */
export function spearman(a: readonly number[], b: readonly number[]): number {
  const [ranksA, ranksB] = [ranks(a), ranks(b)];
  const mean = (a.length + 1) / 2;
  let [both, ofA, ofB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [ranksA[i]! - mean, ranksB[i]! - mean];
    both += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  return ofA > 0 && ofB > 0 ? both / Math.sqrt(ofA * ofB) : 0;
}

/** From 1; equal values get the mean of their places. */
function ranks(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const places = new Map<number, number>();
  for (let i = 0; i < sorted.length; ) {
    let next = i;
    while (next < sorted.length && sorted[next] === sorted[i]) next++;
    places.set(sorted[i]!, (i + 1 + next) / 2);
    i = next;
  }
  return values.map((value) => places.get(value)!);
}

function groupSizes(values: readonly number[]): number[] {
  const sizes = new Map<number, number>();
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  return [...sizes.values()];
}

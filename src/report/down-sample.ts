/** Fewer points for drawing. Each group keeps its largest value, because a report must not draw a peak away. */

/** At most `points` values, each the largest of an equal share of neighbours; null where a whole share is empty. */
export function downSample(values: readonly (number | null)[], points: number): (number | null)[] {
  if (values.length <= points) return [...values];
  return Array.from({ length: points }, (_, i) => {
    const from = Math.floor((i * values.length) / points);
    const to = Math.floor(((i + 1) * values.length) / points);
    return largest(values.slice(from, to));
  });
}

/** The largest value that exists, or null. */
export function largest(values: readonly (number | null)[]): number | null {
  let top: number | null = null;
  for (const value of values) if (value !== null && (top === null || value > top)) top = value;
  return top;
}

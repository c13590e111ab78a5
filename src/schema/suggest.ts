/**
 * "Did you mean …?": the known word nearest to an unknown one.
 * Distance: Damerau-Levenshtein in the optimal string alignment form (insert, delete, substitute, swap neighbours).
 */

/**
 * The word of `words` closest to `word`, ignoring case; undefined when none is near enough to be a likely slip. Ties go
 * to the earlier word.
 */
export function suggest(word: string, words: Iterable<string>): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const candidate of words) {
    const known = candidate.toLowerCase();
    if (Math.abs(known.length - wanted.length) >= Math.min(bestDistance, MEASURED_LENGTH)) continue;
    const distance = editDistance(wanted, known);
    if (distance < bestDistance && distance <= slipsAllowed(wanted, known)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `; did you mean postfix?`; empty when no word is near enough. */
export function didYouMean(word: string, words: Iterable<string>): string {
  const meant = suggest(word, words);
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}

// Words longer than this are no slips of the pen, and comparing them would cost quadratic time.
const MEASURED_LENGTH = 64;

/** One slip per three letters, at least one, but never so many that nothing of the word is left. */
function slipsAllowed(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  if (longer > MEASURED_LENGTH) return -1;
  return Math.min(Math.max(1, Math.floor(longer / 3)), longer - 1);
}

/** Number of insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`. */
export function editDistance(a: string, b: string): number {
  if (a.length > MEASURED_LENGTH || b.length > MEASURED_LENGTH) return Number.POSITIVE_INFINITY;
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, at(older, column - 2) + 1);
      current.push(cost);
    }
    older = previous;
    previous = current;
  }
  return at(previous, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}

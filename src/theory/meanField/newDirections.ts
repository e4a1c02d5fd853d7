/**
 * Truncated Gram–Schmidt: directions that are missing from a basis, given what the basis leaves of some vectors.
 *
 * `rest` [N, S] holds those residuals and is used up: the largest becomes a direction, is taken out of all others, and so on until every
 * residual has a root mean square of at most `threshold`, or `most` directions are found. Directions are orthonormal under ⟨u v⟩, the mean over
 * the S entries. Truncation and not jitter: the second moments of a trajectory are singular to rounding (MATH §6).
 */
export function newDirections(rest: Float64Array, S: number, threshold: number, most: number): Float64Array {
  const N = rest.length / S;
  const rows = Array.from({ length: N }, (_, i) => rest.subarray(i * S, (i + 1) * S));
  const sizes = rows.map((row) => mean(row, row));
  const found: Float64Array[] = [];
  const least = threshold * threshold;
  while (found.length < most) {
    let largest = 0;
    for (let i = 1; i < N; i++) if (sizes[i] > sizes[largest]) largest = i;
    const size = sizes[largest];
    if (!(size > least)) break;
    const inverse = 1 / Math.sqrt(size);
    const direction = rows[largest].map((value) => value * inverse);
    // What rounding left of the earlier ones.
    for (const earlier of found) subtract(direction, earlier, mean(direction, earlier));
    found.push(direction);
    for (let i = 0; i < N; i++) {
      if (sizes[i] <= least && i !== largest) continue;
      subtract(rows[i], direction, mean(rows[i], direction));
      sizes[i] = i === largest ? 0 : mean(rows[i], rows[i]);
    }
  }
  const all = new Float64Array(found.length * S);
  found.forEach((direction, k) => {
    all.set(direction, k * S);
  });
  return all;
}

function mean(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let s = 0; s < a.length; s++) sum += a[s] * b[s];
  return sum / a.length;
}

function subtract(a: Float64Array, b: Float64Array, c: number): void {
  for (let s = 0; s < a.length; s++) a[s] -= c * b[s];
}

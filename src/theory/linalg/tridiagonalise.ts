export interface Tridiagonal {
  /** [n]. */
  readonly diagonal: Float64Array;
  /** [n]; offDiagonal[i] couples i and i + 1, the last entry is 0. */
  readonly offDiagonal: Float64Array;
  /** [n, n], row k is column k of Q; empty when it was not asked for. */
  readonly basis: Float64Array;
  /** The factor that was divided out so that no square overflows or vanishes; 1 unless ‖A‖ is extreme. */
  readonly scale: number;
}

/**
 * A = scale · Q T Qᵀ by n − 2 Householder reflections; reads the lower triangle of A. Null where A is not finite.
 *
 * Reflection k is I − β v vᵀ with v on components k + 1 … n − 1; the v are kept in the unused upper triangle. Rests after each.
 */
export function* tridiagonalise(
  a: Float64Array,
  n: number,
  withBasis: boolean,
): Generator<undefined, Tridiagonal | null> {
  let largest = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const size = Math.abs(a[i * n + j]);
      if (!(size < Infinity)) return null;
      largest = Math.max(largest, size);
    }
  }
  const scale = largest > 1e140 || (largest < 1e-140 && largest > 0) ? largest : 1;
  const w = Float64Array.from(a.subarray(0, n * n), (value) => value / scale);
  const diagonal = new Float64Array(n);
  const offDiagonal = new Float64Array(n);
  const beta = new Float64Array(n);
  const v = new Float64Array(n);
  const p = new Float64Array(n);
  for (let k = 0; k < n - 1; k++) {
    const top = k + 1;
    let square = 0;
    for (let i = top + 1; i < n; i++) square += w[i * n + k] * w[i * n + k];
    const head = w[top * n + k];
    if (square === 0) {
      offDiagonal[k] = head;
      continue;
    }
    const norm = Math.sqrt(head * head + square);
    const lead = head < 0 ? head - norm : head + norm;
    offDiagonal[k] = head < 0 ? norm : -norm;
    beta[k] = 2 / (lead * lead + square);
    v[top] = lead;
    for (let i = top + 1; i < n; i++) v[i] = w[i * n + k];
    for (let i = top; i < n; i++) w[k * n + i] = v[i];
    reflect(w, n, top, beta[k], v, p);
    yield;
  }
  for (let i = 0; i < n; i++) diagonal[i] = w[i * n + i];
  const basis = withBasis ? yield* accumulate(w, n, beta) : new Float64Array(0);
  return { diagonal, offDiagonal, basis, scale };
}

/** The trailing block from `top` on, B ← H B H: B − v qᵀ − q vᵀ with q = p − ½ β (pᵀv) v, p = β B v; lower triangle. */
function reflect(
  w: Float64Array,
  n: number,
  top: number,
  beta: number,
  v: Float64Array,
  p: Float64Array,
): void {
  p.fill(0, top);
  for (let i = top; i < n; i++) {
    const row = i * n;
    const vi = v[i];
    let sum = 0;
    for (let j = top; j < i; j++) {
      const value = w[row + j];
      sum += value * v[j];
      p[j] += value * vi;
    }
    p[i] += sum + w[row + i] * vi;
  }
  let overlap = 0;
  for (let i = top; i < n; i++) {
    p[i] *= beta;
    overlap += p[i] * v[i];
  }
  const half = 0.5 * beta * overlap;
  for (let i = top; i < n; i++) p[i] -= half * v[i];
  for (let i = top; i < n; i++) {
    const row = i * n;
    const vi = v[i];
    const pi = p[i];
    for (let j = top; j <= i; j++) w[row + j] -= vi * p[j] + pi * v[j];
  }
}

/** Qᵀ row by row, from the last reflection to the first, each on the block that it touches. */
function* accumulate(w: Float64Array, n: number, beta: Float64Array): Generator<undefined, Float64Array> {
  const basis = new Float64Array(n * n);
  for (let i = 0; i < n; i++) basis[i * n + i] = 1;
  for (let k = n - 3; k >= 0; k--) {
    if (beta[k] === 0) continue;
    const v = k * n;
    for (let r = k + 1; r < n; r++) {
      const row = r * n;
      let dot = 0;
      for (let i = k + 1; i < n; i++) dot += basis[row + i] * w[v + i];
      dot *= beta[k];
      for (let i = k + 1; i < n; i++) basis[row + i] -= dot * w[v + i];
    }
    yield;
  }
  return basis;
}

/** 2⁻⁵². */
const epsilon = 2.220446049250313e-16;

/**
 * Implicit QL with Wilkinson's shift on a symmetric tridiagonal matrix, in place.
 *
 * `d` [n] ends as the eigenvalues in no order, `e` [n] (e[i] couples i and i + 1, e[n − 1] = 0) ends near 0, and the
 * rotations are applied to the rows of `basis` [n, n], or to nothing. An e below 2⁻⁵² of its neighbours counts as 0; where
 * 30 sweeps do not get there, in the rounding of a matrix of low numerical rank, so does one below 2⁻⁵² of the whole,
 * which is no further from the true eigenvalues than the reduction already is. About 1.7 sweeps per eigenvalue, 80 are
 * refused. Rests after each sweep. Source: Golub & Van Loan, Matrix Computations, §8.3.
 */
export function* diagonaliseTridiagonal(
  d: Float64Array,
  e: Float64Array,
  n: number,
  basis: Float64Array | null,
): Generator<undefined, void> {
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(d[i]) + Math.abs(e[i]));
  for (let l = 0; l < n; l++) {
    for (let sweep = 0; ; sweep++) {
      const floor = sweep < 30 ? 0 : epsilon * largest;
      let m = l;
      while (m < n - 1 && Math.abs(e[m]) > Math.max(floor, epsilon * (Math.abs(d[m]) + Math.abs(d[m + 1]))))
        m++;
      if (m === l) break;
      if (sweep === 80) {
        throw new Error(
          `eigenvalue ${l} of ${n} did not converge in 80 sweeps; check that the matrix is symmetric`,
        );
      }
      sweepQl(d, e, l, m, n, basis);
      yield;
    }
  }
}

/** One shifted sweep from row m up to row l, chasing the bulge by plane rotations. */
function sweepQl(
  d: Float64Array,
  e: Float64Array,
  l: number,
  m: number,
  n: number,
  basis: Float64Array | null,
): void {
  const ratio = (d[l + 1] - d[l]) / (2 * e[l]);
  const root = Math.sqrt(ratio * ratio + 1);
  let g = d[m] - d[l] + e[l] / (ratio < 0 ? ratio - root : ratio + root);
  let sine = 1;
  let cosine = 1;
  let shift = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = sine * e[i];
    const b = cosine * e[i];
    const length = Math.sqrt(f * f + g * g);
    e[i + 1] = length;
    if (length === 0) {
      d[i + 1] -= shift;
      e[m] = 0;
      return;
    }
    sine = f / length;
    cosine = g / length;
    g = d[i + 1] - shift;
    const t = (d[i] - g) * sine + 2 * cosine * b;
    shift = sine * t;
    d[i + 1] = g + shift;
    g = cosine * t - b;
    if (basis) rotateRows(basis, i * n, n, cosine, sine);
  }
  d[l] -= shift;
  e[l] = g;
  e[m] = 0;
}

/** Rows (x, y) that start at `x` and n further: (c x − s y, s x + c y). */
function rotateRows(z: Float64Array, x: number, n: number, c: number, s: number): void {
  const y = x + n;
  for (let k = 0; k < n; k++) {
    const u = z[x + k];
    const v = z[y + k];
    z[x + k] = c * u - s * v;
    z[y + k] = s * u + c * v;
  }
}

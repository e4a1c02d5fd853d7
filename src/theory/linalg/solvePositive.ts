/**
 * x of A x = b for a symmetric positive definite A [n, n], of which the lower triangle is read: Cholesky, then two triangular
 * solves. Backward stable; null where a pivot is not positive, so that A is not definite to rounding. Source: Golub & Van Loan,
 * Matrix Computations, §4.2.
 */
export function solvePositive(a: Float64Array, n: number, b: Float64Array): Float64Array | null {
  const l = a.slice();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = l[i * n + j];
      for (let k = 0; k < j; k++) sum -= l[i * n + k] * l[j * n + k];
      if (j < i) l[i * n + j] = sum / l[j * n + j];
      else if (sum > 0) l[i * n + i] = Math.sqrt(sum);
      else return null;
    }
  }
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= l[i * n + k] * x[k];
    x[i] /= l[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= l[k * n + i] * x[k];
    x[i] /= l[i * n + i];
  }
  return x;
}

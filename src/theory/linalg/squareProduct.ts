/** A B for square matrices of size n, row-major. */
export function squareProduct(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const c = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k];
      for (let j = 0; j < n; j++) c[i * n + j] += factor * b[k * n + j];
    }
  return c;
}

/** A Bᵀ. */
export function squareProductTransposed(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const c = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += a[i * n + k] * b[j * n + k];
      c[i * n + j] = sum;
    }
  return c;
}

/** A S Aᵀ. */
export function congruence(a: Float64Array, s: Float64Array, n: number): Float64Array {
  return squareProductTransposed(squareProduct(a, s, n), a, n);
}

import { describe, expect, it } from 'vitest';
import { cholesky } from '../../../src/theory/linalg/cholesky';
import { choleskySolve } from '../../../src/theory/linalg/choleskySolve';
import { prngKey } from '../../../src/theory/random/key';
import { normal } from '../../../src/theory/random/normal';

describe('Cholesky', () => {
  it('solves A x = b to rounding for X Xᵀ + I', () => {
    const n = 20;
    const draws = normal(prngKey(4), n * n + n);
    const a = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        a[i * n + j] = i === j ? 1 : 0;
        for (let k = 0; k < n; k++) a[i * n + j] += draws[i * n + k] * draws[j * n + k];
      }
    }
    const x = draws.subarray(n * n);
    const b = new Float64Array(n);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) b[i] += a[i * n + j] * x[j];
    const l = cholesky(a, n);
    expect(l).not.toBeNull();
    // condition at most tr A = n² + n or so; times n · 2⁻⁵³
    choleskySolve(l!, n, b).forEach((value, i) => expect(Math.abs(value - x[i])).toBeLessThan(1e-12));
  });

  it('refuses a matrix that is not definite', () => {
    expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeNull();
    expect(cholesky(Float64Array.of(NaN), 1)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { symmetricEigen } from '../../../src/theory/linalg/symmetricEigen';
import { symmetricEigenvalues } from '../../../src/theory/linalg/symmetricEigenvalues';
import { foldIn } from '../../../src/theory/random/foldIn';
import { prngKey } from '../../../src/theory/random/key';
import { normal } from '../../../src/theory/random/normal';

/** A Gram matrix X Xᵀ with X [n, rank] normal: symmetric, positive semidefinite, singular where rank < n. */
function gram(n: number, rank: number): Float64Array {
  const x = normal(foldIn(prngKey(11), n * 1000 + rank), n * rank);
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < rank; k++) a[i * n + j] += x[i * rank + k] * x[j * rank + k];
    }
  }
  return a;
}

function norm(a: Float64Array): number {
  return Math.sqrt(a.reduce((sum, value) => sum + value * value, 0));
}

// Backward stable: residual and orthogonality are a small multiple of n · 2⁻⁵³ (times ‖A‖).
const bound = (n: number) => 8 * (n + 2) * 2 ** -53;

describe.each([
  [1, 1],
  [2, 2],
  [3, 1],
  [8, 8],
  [33, 33],
  [40, 7],
  [96, 96],
])('eigenpairs of a Gram matrix, n = %i, rank %i', (n, rank) => {
  const a = gram(n, rank);
  const { values, vectors } = symmetricEigen(a, n);
  const size = norm(a);

  it('satisfy A v = λ v', () => {
    let worst = 0;
    for (let k = 0; k < n; k++) {
      for (let i = 0; i < n; i++) {
        let sum = -values[k] * vectors[k * n + i];
        for (let j = 0; j < n; j++) sum += a[i * n + j] * vectors[k * n + j];
        worst = Math.max(worst, Math.abs(sum));
      }
    }
    expect(worst).toBeLessThan(bound(n) * size);
  });

  it('are orthonormal rows with a positive largest component', () => {
    for (let k = 0; k < n; k++) {
      let largest = 0;
      for (let i = 0; i < n; i++) {
        if (Math.abs(vectors[k * n + i]) > Math.abs(largest)) largest = vectors[k * n + i];
      }
      expect(largest).toBeGreaterThan(0);
      for (let l = 0; l <= k; l++) {
        let dot = k === l ? -1 : 0;
        for (let i = 0; i < n; i++) dot += vectors[k * n + i] * vectors[l * n + i];
        expect(Math.abs(dot)).toBeLessThan(bound(n));
      }
    }
  });

  it('are ascending, with the trace and the rank of A', () => {
    let trace = 0;
    for (let i = 0; i < n; i++) trace += a[i * n + i];
    expect(Math.abs(values.reduce((s, v) => s + v, 0) - trace)).toBeLessThan(bound(n) * size * Math.sqrt(n));
    for (let k = 1; k < n; k++) expect(values[k]).toBeGreaterThanOrEqual(values[k - 1]);
    expect(values.filter((v) => v > bound(n) * size).length).toBe(rank);
  });

  it('have the values of the path without vectors', () => {
    symmetricEigenvalues(a, n).forEach((v, k) => {
      expect(Math.abs(v - values[k])).toBeLessThan(bound(n) * size);
    });
  });

  it('do not change the matrix or read its upper triangle', () => {
    const lower = a.map((v, i) => (i % n > Math.floor(i / n) ? NaN : v));
    expect(symmetricEigen(lower, n).values).toEqual(values);
    expect(a).toEqual(gram(n, rank));
  });
});

describe('known spectra', () => {
  it('finds 2 − 2 cos(π k/(n + 1)) for the second difference', () => {
    const n = 50;
    const a = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      a[i * n + i] = 2;
      if (i > 0) a[i * n + i - 1] = a[(i - 1) * n + i] = -1;
    }
    symmetricEigenvalues(a, n).forEach((v, k) => {
      expect(Math.abs(v - (2 - 2 * Math.cos((Math.PI * (k + 1)) / (n + 1))))).toBeLessThan(4 * bound(n));
    });
  });

  it.each([1e-200, 1, 1e200])('finds 0 (n − 1 times) and n for a matrix of ones, times %d', (scale) => {
    const n = 12;
    const { values } = symmetricEigen(new Float64Array(n * n).fill(scale), n);
    for (let k = 0; k < n - 1; k++) expect(Math.abs(values[k])).toBeLessThan(bound(n) * n * scale);
    expect(Math.abs(values[n - 1] / scale - n)).toBeLessThan(bound(n) * n);
  });

  it('returns a diagonal matrix exactly', () => {
    const { values, vectors } = symmetricEigen(Float64Array.of(3, 0, 0, 0, -1, 0, 0, 0, 2), 3);
    expect([...values]).toEqual([-1, 2, 3]);
    expect([...vectors]).toEqual([0, 1, 0, 0, 0, 1, 1, 0, 0]);
  });

  it('returns zeros for the zero matrix and NaN for one that is not finite', () => {
    expect([...symmetricEigenvalues(new Float64Array(9), 3)]).toEqual([0, 0, 0]);
    expect([...symmetricEigen(Float64Array.of(1, 0, NaN, 1), 2).values]).toEqual([NaN, NaN]);
    expect([...symmetricEigenvalues(Float64Array.of(Infinity, 0, 0, 1), 2)]).toEqual([NaN, NaN]);
  });
});

describe('a smooth kernel on the circle, of low numerical rank', () => {
  // exp(cos(γ_i − γ_j)) is circulant: its eigenvalues are the sums Σ_j exp(cos γ_j) cos kγ_j.
  it.each([24, 200, 256])('has the Fourier sums as eigenvalues, n = %i', (n) => {
    const angle = (i: number) => (2 * Math.PI * i) / n;
    const a = Float64Array.from({ length: n * n }, (_, k) =>
      Math.exp(Math.cos(angle(Math.floor(k / n) - (k % n)))),
    );
    const fourier = Float64Array.from({ length: n }, (_, k) => {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += Math.exp(Math.cos(angle(j))) * Math.cos(k * angle(j));
      return sum;
    }).sort();
    const found = symmetricEigenvalues(a, n);
    const furthest = Math.max(...found.map((value, i) => Math.abs(value - fourier[i])));
    expect(furthest).toBeLessThanOrEqual(bound(n) * norm(a));
  });
});

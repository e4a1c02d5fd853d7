import { describe, expect, it } from 'vitest';
import { largestEigenvalue } from '../../../src/theory/linalg/largestEigenvalue';
import { symmetricEigenvalues } from '../../../src/theory/linalg/symmetricEigenvalues';
import { foldIn } from '../../../src/theory/random/foldIn';
import { prngKey } from '../../../src/theory/random/key';
import { normal } from '../../../src/theory/random/normal';

const n = 60;

/** Symmetric with normal entries: eigenvalues of both signs on a semicircle, the hard case of a crowded edge. */
function wigner(key: number): Float64Array {
  const draws = normal(foldIn(prngKey(5), key), n * n);
  return draws.map((_, k) => draws[k] + draws[(k % n) * n + Math.floor(k / n)]);
}

const productWith = (a: Float64Array) => (v: Float64Array) =>
  v.map((_, i) => v.reduce((sum, value, j) => sum + a[i * n + j] * value, 0));

const start = normal(prngKey(1), n);

describe.each([
  ['one sweep', n],
  ['restarts from 12 vectors', 12],
])('Lanczos in %s', (_, basis) => {
  it.each([1, 2, 3])('finds the top eigenvalue that the full reduction finds, matrix %i', (key) => {
    const a = wigner(key);
    const values = symmetricEigenvalues(a, n);
    const top = values[n - 1];
    const found = largestEigenvalue(productWith(a), start, { basis, tolerance: 1e-8, products: 2000 });
    // The error is the square of the residual over the gap: 1e-16 of λ here, so rounding is all that is left.
    expect(Math.abs(found.value - top)).toBeLessThan(1e-11 * top);
    const av = productWith(a)(found.vector);
    const rest = av.map((value, i) => value - found.value * found.vector[i]);
    const residual = Math.sqrt(rest.reduce((sum, value) => sum + value * value, 0));
    expect(Math.abs(residual - found.residual)).toBeLessThan(1e-12 * top);
    expect(found.residual).toBeLessThan(1e-8 * top);
  });
});

it('states how far it may be off when it must stop early', () => {
  const a = wigner(4);
  const values = symmetricEigenvalues(a, n);
  const found = largestEigenvalue(productWith(a), start, { basis: n, tolerance: 0, products: 7 });
  expect(found.products).toBe(7);
  expect(found.value).toBeLessThan(values[n - 1]);
  const nearest = Math.min(...values.map((value) => Math.abs(value - found.value)));
  expect(nearest).toBeLessThanOrEqual(found.residual);
});

it('takes the largest, not the largest in size, and ends in an invariant space', () => {
  const product = (v: Float64Array) => v.map((value, i) => (i === 0 ? 1 : -3) * value);
  const found = largestEigenvalue(product, start, { basis: 10, tolerance: 1e-12, products: 100 });
  expect(found.value).toBeCloseTo(1, 14);
  expect(found.products).toBe(2);
});

it('says that a matrix without numbers has none', () => {
  const found = largestEigenvalue((v) => v.map(() => NaN), start, { basis: 5, tolerance: 1e-6, products: 9 });
  expect(found.value).toBeNaN();
});

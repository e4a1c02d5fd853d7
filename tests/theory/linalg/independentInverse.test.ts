import { describe, expect, it } from 'vitest';
import { independentInverse } from '../../../src/theory/linalg/independentInverse';

function product(a: Float64Array, b: Float64Array, q: number): number[] {
  return Array.from({ length: q * q }, (_, at) => {
    let sum = 0;
    for (let k = 0; k < q; k++) sum += a[Math.floor(at / q) * q + k] * b[k * q + (at % q)];
    return sum;
  });
}

describe('inverse on the independent rows', () => {
  it('of a matrix of full rank is the inverse', () => {
    // Diagonally dominant, so that the condition is below 10.
    const q = 5;
    const a = Float64Array.from(
      { length: q * q },
      (_, at) => Math.sin(3 * at) + (at % (q + 1) === 0 ? 5 : 0),
    );
    product(a, independentInverse(a, q), q).forEach((value, at) => {
      expect(Math.abs(value - (at % (q + 1) === 0 ? 1 : 0))).toBeLessThan(1e-14);
    });
  });

  it('solves what can be solved where rows depend on one another', () => {
    // Rank 2: the third row and column are the sum of the others.
    const a = Float64Array.of(2, 1, 3, 1, 3, 4, 3, 4, 7);
    const inverse = independentInverse(a, 3);
    // A A⁻ A = A.
    product(Float64Array.from(product(a, inverse, 3)), a, 3).forEach((value, at) => {
      expect(Math.abs(value - a[at])).toBeLessThan(1e-13);
    });
  });
});

import { finish } from '../ode/attemptStep';
import { diagonaliseTridiagonal } from './diagonaliseTridiagonal';
import { tridiagonalise } from './tridiagonalise';

export interface SymmetricEigen {
  /** [n], ascending. */
  readonly values: Float64Array;
  /** [n, n], row k is the unit eigenvector of values[k]; its component of largest size (the first of equals) is positive. */
  readonly vectors: Float64Array;
}

/**
 * A = Σ_k λ_k v_k v_kᵀ of a symmetric matrix [n, n], of which the lower triangle is read.
 *
 * Householder reduction to tridiagonal form, then implicit QL; |λ error| ≤ c n 2⁻⁵³ ‖A‖, vectors orthonormal to the
 * same. Every operation has a fixed order, so the bits are the same everywhere. A matrix with a NaN or an infinite
 * entry has NaN for all values and vectors. Source: Golub & Van Loan, Matrix Computations, §8.3.
 */
export function symmetricEigen(a: Float64Array, n: number): SymmetricEigen {
  return finish(symmetricEigenWork(a, n));
}

/** The same, resting every now and then: after each step that costs O(n²). */
export function* symmetricEigenWork(a: Float64Array, n: number): Generator<undefined, SymmetricEigen> {
  const reduced = yield* tridiagonalise(a, n, true);
  if (!reduced) return { values: new Float64Array(n).fill(NaN), vectors: new Float64Array(n * n).fill(NaN) };
  const { diagonal, offDiagonal, basis, scale } = reduced;
  yield* diagonaliseTridiagonal(diagonal, offDiagonal, n, basis);
  const order = Array.from({ length: n }, (_, k) => k).sort((i, j) => diagonal[i] - diagonal[j] || i - j);
  const values = new Float64Array(n);
  const vectors = new Float64Array(n * n);
  order.forEach((from, k) => {
    values[k] = diagonal[from] * scale;
    const row = basis.subarray(from * n, from * n + n);
    let largest = 0;
    for (let i = 1; i < n; i++) if (Math.abs(row[i]) > Math.abs(row[largest])) largest = i;
    const sign = row[largest] < 0 ? -1 : 1;
    for (let i = 0; i < n; i++) vectors[k * n + i] = sign * row[i];
  });
  return { values, vectors };
}

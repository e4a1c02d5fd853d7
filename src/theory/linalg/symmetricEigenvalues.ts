import { finish } from '../ode/attemptStep';
import { diagonaliseTridiagonal } from './diagonaliseTridiagonal';
import { tridiagonalise } from './tridiagonalise';

/** The eigenvalues of a symmetric matrix [n, n], ascending: `symmetricEigen` without the vectors, several times faster. */
export function symmetricEigenvalues(a: Float64Array, n: number): Float64Array {
  const reduced = finish(tridiagonalise(a, n, false));
  if (!reduced) return new Float64Array(n).fill(NaN);
  const { diagonal, offDiagonal, scale } = reduced;
  finish(diagonaliseTridiagonal(diagonal, offDiagonal, n, null));
  return diagonal.map((value) => value * scale).sort();
}

import { symmetricEigen } from '../linalg/symmetricEigen';
import type { Key } from '../random/key';
import { normal } from '../random/normal';

/**
 * A root R [c, c] with R Rᵀ = Σ of a covariance: columns √λ_i v_i. Rounding may leave eigenvalues of a semi-definite Σ slightly
 * below 0: they count as 0.
 */
export function covarianceRoot(covariance: Float64Array, count: number): Float64Array {
  const { values, vectors } = symmetricEigen(covariance, count);
  const root = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    const size = Math.sqrt(Math.max(0, values[i]));
    for (let a = 0; a < count; a++) root[a * count + i] = size * vectors[i * count + a];
  }
  return root;
}

/** R z for z [c]. */
export function applyRoot(root: Float64Array, z: ArrayLike<number>, count: number): Float64Array {
  const result = new Float64Array(count);
  for (let a = 0; a < count; a++) for (let i = 0; i < count; i++) result[a] += root[a * count + i] * z[i];
  return result;
}

/** Independent draws from N(0, R Rᵀ), [c] each. */
export function gaussianDraws(key: Key, root: Float64Array, count: number, draws: number): Float64Array[] {
  const z = normal(key, draws * count);
  return Array.from({ length: draws }, (_, s) =>
    applyRoot(root, z.subarray(s * count, (s + 1) * count), count),
  );
}

import { innerProduct } from './innerProduct';

/** ‖A‖_F = √Σ a_ij²; the Euclidean norm of a vector. */
export function frobeniusNorm(a: Float64Array): number {
  return Math.sqrt(innerProduct(a, a));
}

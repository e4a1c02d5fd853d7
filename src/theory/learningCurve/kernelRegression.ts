import { solvePositive } from '../linalg/solvePositive';

/**
 * Regression with a kernel: f(x_a) = Σ_i K(x_a, x_i) β_i with (K + λ I) β = y, which minimises Σ_i (f(x_i) − y_i)² + λ ‖f‖²_K.
 *
 * kernel [N, n], its first n rows the training points, y [n], λ in the kernel's unit; returns f at all N points. Null where K + λ I is
 * not positive definite to rounding. With λ = 0 it is what gradient flow with this kernel reaches from 0 as t → ∞.
 */
export function kernelRegression(kernel: Float64Array, y: Float64Array, ridge: number): Float64Array | null {
  const n = y.length;
  const system = kernel.slice(0, n * n);
  for (let i = 0; i < n; i++) system[i * n + i] += ridge;
  const beta = solvePositive(system, n, y);
  if (beta === null) return null;
  return Float64Array.from({ length: kernel.length / n }, (_, a) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += kernel[a * n + i] * beta[i];
    return sum;
  });
}

/** Far above the rounding of a kernel, far below the eigenvalues that a few hundred points resolve. */
const share = 1e-6;

/** The ridge of regression with features, [N, n] kernel with the training points first: 1e-6 of the mean of K(x_i, x_i). */
export function featureRidge(kernel: Float64Array, n: number): number {
  let trace = 0;
  for (let i = 0; i < n; i++) trace += kernel[i * n + i];
  return (share * trace) / n;
}

/**
 * K[…, g] = Σ_k K(…, x_k) g_k: a kernel of order r applied to one number per training point in its last argument, K⁽³⁾·g being
 * the rate of K⁽²⁾ up to −1/n (HY eq. 10). K […, n], g [n]; the result has the leading arguments' shape.
 */
export function contract(kernel: Float64Array, g: Float64Array): Float64Array {
  const n = g.length;
  const result = new Float64Array(kernel.length / n);
  for (let e = 0; e < result.length; e++) {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += kernel[e * n + k] * g[k];
    result[e] = sum;
  }
  return result;
}

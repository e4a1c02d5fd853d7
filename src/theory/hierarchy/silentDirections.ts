import { symmetricEigen } from '../linalg/symmetricEigen';

/** An eigenvalue of K⁽²⁾ᵀK⁽²⁾ below this share of the largest may be rounding. */
const suspicious = 1e-14;

/** A direction is silent when no kernel answers to it by more than its own rounding, relative to its largest entry. */
const rounding = 1e-13;

/**
 * Unit vectors v [n] with Σ_s K^{(r)}(…, s, …) v_s = 0 in every training index of every kernel: rates along them move nothing, as
 * with a linear φ, whose kernels have the rank of the inputs. None where K^{(2)} has full rank.
 *
 * kernels: K^{(2)} [N, n], K^{(3)} [N, n, n], ….
 */
export function silentDirections(kernels: readonly Float64Array[], n: number): readonly Float64Array[] {
  const [k2] = kernels;
  const gram = new Float64Array(n * n);
  for (let from = 0; from < k2.length; from += n)
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) gram[i * n + j] += k2[from + i] * k2[from + j];
  const { values, vectors } = symmetricEigen(gram, n);
  const silent: Float64Array[] = [];
  for (let k = 0; k < n && values[k] <= suspicious * values[n - 1]; k++) {
    const v = vectors.slice(k * n, k * n + n);
    if (kernels.every((kernel, i) => isSilent(kernel, i + 1, v))) silent.push(v);
  }
  return silent;
}

/** Whether v is silent in each of the `indices` last indices of a kernel. */
function isSilent(kernel: Float64Array, indices: number, v: Float64Array): boolean {
  const n = v.length;
  const largest = kernel.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  for (let q = 0, stride = 1; q < indices; q++, stride *= n)
    for (let block = 0; block < kernel.length; block += stride * n)
      for (let at = block; at < block + stride; at++) {
        let sum = 0;
        for (let s = 0; s < n; s++) sum += kernel[at + s * stride] * v[s];
        if (!(Math.abs(sum) <= rounding * largest)) return false;
      }
  return true;
}

import { symmetricEigenvalues } from '../linalg/symmetricEigenvalues';
import type { Assumption } from './assumption';
import { formatNumber } from './formatNumber';

/** Rounding of a kernel's entries, in units of λ_max. */
const rounding = 1e-12;

/** The kernel in sentences: K_0, or K at the moment t₀ of expansion. */
export function kernelName(t0: number): string {
  return t0 === 0 ? 'K_0' : `K_{t₀}, t₀ = ${formatNumber(t0)},`;
}

/**
 * HY (13), (16): λ = λ_min(cK) of the kernel at the expansion point [n, n] is positive, c the lazy factor, so that the rates of decay in t
 * are the eigenvalues of cK/n. Every sentence that names λ means this number.
 */
export function positiveKernel(kernel: Float64Array, n: number, lazyFactor: number, t0 = 0): Assumption {
  const source = 'HY, Theorem 2.6 (16)';
  const lambda = smallestEigenvalue(kernel, n, lazyFactor);
  if (!Number.isFinite(lambda)) return { verdict: 'unknown', text: 'the kernel is not finite', source };
  const subject = `λ, the smallest eigenvalue of c${kernelName(t0)} with c = ${formatNumber(lazyFactor)},`;
  return {
    verdict: lambda > 0 ? 'holds' : 'fails',
    text:
      lambda > 0
        ? `${subject} is ${formatNumber(lambda)}, above 0 (λ/n = ${formatNumber(lambda / n)})`
        : `${subject} is 0 up to rounding`,
    source,
  };
}

/** λ_min(cK) of K [n, n]; 0 where it is rounding, NaN where K is not finite. */
export function smallestEigenvalue(kernel: Float64Array, n: number, lazyFactor: number): number {
  if (!kernel.every(Number.isFinite)) return NaN;
  const values = symmetricEigenvalues(kernel, n);
  return values[0] > rounding * values[n - 1] ? lazyFactor * values[0] : 0;
}

/** HY Corollary 2.5 (14): m ≥ C (n/λ)³ up to logarithms, with an unknown constant: the guide decides nothing. λ as in `positiveKernel`. */
export function wideEnough(width: number, n: number, lambda: number): Assumption {
  const source = 'HY, Corollary 2.5 (14)';
  if (!(lambda > 0)) return { verdict: 'fails', text: 'no width is enough: λ is not above 0', source };
  const ratio = n / lambda;
  const guide = ratio * ratio * ratio;
  const compared = width >= guide ? 'above' : 'below';
  return {
    verdict: 'unknown',
    text: `width ${formatNumber(width)} is ${compared} the guide (n/λ)³ = ${formatNumber(guide)}; its constant is not known`,
    source,
  };
}

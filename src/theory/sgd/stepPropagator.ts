import type { SgdMoment } from './sgdMoment';

/** P = 1 − (η/n) K diag(ℓ″): what one step of gradient descent makes of a small deviation of f. [n, n] */
export function stepPropagator({ kernel, curvature }: SgdMoment, lr: number): Float64Array {
  const n = curvature.length;
  return Float64Array.from(kernel, (k, e) => (e % (n + 1) === 0 ? 1 : 0) - (lr / n) * k * curvature[e % n]);
}

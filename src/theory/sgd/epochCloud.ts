import { congruence, squareProduct, squareProductTransposed } from '../linalg/squareProduct';
import { epochCovariance } from './epochCovariance';
import { orderMoments, type OrderMoments } from './orderMoments';
import type { SgdMoment } from './sgdMoment';
import { stepPropagator } from './stepPropagator';

/**
 * Covariance of f on the training points over the orders of the points, mini-batches without replacement per epoch, step by step around the
 * path of gradient descent with the same η. With P_k = 1 − (η/n) K_k diag(ℓ″) and U_k = K_k diag(g_k)(1 − J/n), J all ones,
 *
 *   within an epoch:  Π C Πᵀ + η²/(n − 1) [ Σ_k Π U_k U_kᵀ Πᵀ/s_k − (Σ_k Π U_k)(Σ_k Π U_k)ᵀ/n ],  Π the product of the P that follow
 *   at its end:       Π C Πᵀ + η⁴ V, to which batches of unequal sizes add the bracket, which does not close
 *
 * First order in the deviation and leading order in η of each part: relative errors are of the order of η b λ_max(K/n).
 */
export class EpochCloud {
  private readonly moments: OrderMoments;
  private readonly equal: boolean;
  /** What earlier epochs left, carried on. [n, n] */
  private before: Float64Array;
  /** Σ_k Π U_k and Σ_k Π U_k U_kᵀ Πᵀ/s_k over the steps of this epoch. [n, n] each */
  private sum: Float64Array;
  private squares: Float64Array;
  private second: Float64Array;
  /** Steps made in this epoch. */
  private done = 0;

  constructor(
    private readonly n: number,
    private readonly sizes: readonly number[],
    private readonly lr: number,
  ) {
    this.moments = orderMoments(n, sizes);
    this.equal = sizes.every((size) => size === sizes[0]);
    const zero = (): Float64Array => new Float64Array(n * n);
    [this.before, this.sum, this.squares, this.second] = [zero(), zero(), zero(), zero()];
  }

  /** One step from this moment of the path. */
  step(moment: SgdMoment): void {
    const { n, lr, sizes, done } = this;
    const { kernel, slope } = moment;
    const propagator = stepPropagator(moment, lr);
    const noise = batchNoise(kernel, slope);
    const square = squareProductTransposed(noise, noise, n);
    const add = (a: Float64Array, b: Float64Array, s: number): Float64Array => a.map((v, e) => v + s * b[e]);
    // Of an epoch's moments the middle one stands for all.
    if (done === sizes.length >> 1) this.second = epochCovariance(moment, this.moments);
    this.before = congruence(propagator, this.before, n);
    this.sum = add(squareProduct(propagator, this.sum, n), noise, 1);
    this.squares = add(congruence(propagator, this.squares, n), square, 1 / sizes[done]);
    this.done += 1;
    if (this.done < sizes.length) return;
    const open = this.equal ? this.before : this.covariance();
    this.before = add(open, this.second, lr * lr * lr * lr);
    this.sum = new Float64Array(n * n);
    this.squares = new Float64Array(n * n);
    this.done = 0;
  }

  /** [n, n] */
  covariance(): Float64Array {
    const { n, lr } = this;
    const shared = squareProductTransposed(this.sum, this.sum, n);
    const scale = (lr * lr) / (n - 1);
    return this.before.map((v, e) => v + scale * (this.squares[e] - shared[e] / n));
  }
}

/** U = K diag(g)(1 − J/n), with U Uᵀ = n G. [n, n] */
function batchNoise(kernel: Float64Array, slope: Float64Array): Float64Array {
  const n = slope.length;
  const noise = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    let mean = 0;
    for (let l = 0; l < n; l++) mean += (kernel[i * n + l] * slope[l]) / n;
    for (let l = 0; l < n; l++) noise[i * n + l] = kernel[i * n + l] * slope[l] - mean;
  }
  return noise;
}

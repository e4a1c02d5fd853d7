import { congruence } from '../linalg/squareProduct';
import type { SgdMoment } from './sgdMoment';
import { stepPropagator } from './stepPropagator';

/** Var of a batch mean over that of one point: S points of n, none of them twice in a batch. */
export function batchVariance(n: number, batch: number): number {
  return (n - batch) / (batch * (n - 1));
}

/**
 * Covariance of f on the training points where every batch is drawn anew, independently of those before (HDR eq. 14–15 with steps of η):
 *
 *   C ← P C Pᵀ + η² ν K [ diag(ḡ² + C_ii)/n − (ḡ ḡᵀ + C)/n² ] K,   ν = 1/S (HDR) or `batchVariance`
 *
 * with ḡ that of gradient descent and ℓ″ C ℓ″ for C where the loss is not the square. For a network that is linear in its parameters and the
 * square loss it is exact at any η with ν = `batchVariance`.
 */
export class IndependentCloud {
  private now: Float64Array;

  constructor(
    private readonly n: number,
    private readonly lr: number,
    /** ν. */
    private readonly variance: number,
  ) {
    this.now = new Float64Array(n * n);
  }

  step(moment: SgdMoment): void {
    const { n, lr, variance, now } = this;
    const { kernel, slope, curvature } = moment;
    const spread = now.map((c, e) => {
      const [i, l] = [Math.floor(e / n), e % n];
      const square = slope[i] * slope[l] + curvature[i] * c * curvature[l];
      return (i === l ? square / n : 0) - square / (n * n);
    });
    const noise = congruence(kernel, spread, n);
    const carried = congruence(stepPropagator(moment, lr), now, n);
    this.now = carried.map((c, e) => c + lr * lr * variance * noise[e]);
  }

  /** [n, n] */
  covariance(): Float64Array {
    return this.now.slice();
  }
}

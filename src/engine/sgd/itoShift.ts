import type { SgdMoment } from '../../theory/sgd/sgdMoment';
import { stepPropagator } from '../../theory/sgd/stepPropagator';
import { gradient } from '../network/gradient';
import { stateFromList } from '../network/networkState';
import { outputBend } from '../network/outputBend';
import type { Tensor } from '../tensor/backend';
import type { Trainer } from '../training/trainer';
import type { TrainingRule } from '../training/trainingRule';
import { lossAt } from './lossAt';

/**
 * Shift of the outputs by HDR's Γ_t (eq. 15): m ← P m + ½ (η²/S) Γ, Γ_α = (1/n) Σ_i ∇²f_α(v_i, v_i) − ∇²f_α(v, v), v_i = −c D ∂ℓ_i/∂θ the
 * velocity for point i alone and v their mean: Σ(θ) is the covariance of v_i. For a backend whose numbers are at hand.
 */
export class ItoShift {
  /** [n] */
  value: Float64Array;

  constructor(
    private readonly trainer: Trainer,
    private readonly y: Float64Array,
    private readonly rule: Pick<TrainingRule, 'loss' | 'lr' | 'batch'>,
  ) {
    this.value = new Float64Array(y.length);
  }

  /** One step from this moment, the network's outputs being f. */
  step(moment: SgdMoment, f: Float64Array): void {
    const { lr, batch } = this.rule;
    const n = f.length;
    const propagator = stepPropagator(moment, lr);
    const gamma = this.gamma(f);
    this.value = gamma.map((drift, i) => {
      let carried = 0;
      for (let l = 0; l < n; l++) carried += propagator[i * n + l] * this.value[l];
      return carried + (0.5 * lr * lr * drift) / batch;
    });
  }

  private gamma(f: Float64Array): Float64Array {
    const { trainer, y, rule } = this;
    const { backend, definition, state } = trainer;
    const n = f.length;
    return backend.scope(() => {
      const pass = trainer.pass();
      const loss = lossAt(backend, definition, state, pass, f, y, rule);
      const slope = backend.peek(loss.slope)!;
      /** ∇²f along −c D Σ_i w_i ∂ℓ_i/∂θ. */
      const along = (weights: Float64Array): Float64Array => {
        const g: Tensor = backend.upload(
          weights.map((w, i) => n * w * slope[i]),
          n,
          1,
        );
        const v = gradient(backend, definition, pass, g, -definition.lazyFactor);
        return backend.peek(outputBend(backend, loss, stateFromList(definition, v)))!;
      };
      const mean = along(new Float64Array(n).fill(1 / n));
      const sum = new Float64Array(n);
      for (let i = 0; i < n; i++) {
        const own = along(Float64Array.from({ length: n }, (_, l) => (l === i ? 1 : 0)));
        for (let a = 0; a < n; a++) sum[a] += own[a] / n;
      }
      return sum.map((value, a) => value - mean[a]);
    });
  }
}

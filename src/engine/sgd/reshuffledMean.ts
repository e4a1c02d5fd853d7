import { batchSizes } from '../../theory/sgd/batchSizes';
import { fullPass } from '../network/backward';
import { gradient } from '../network/gradient';
import { hessianVector } from '../network/hessianVector';
import { stateFromList } from '../network/networkState';
import { selfCurvature } from '../network/selfCurvature';
import type { Backend, Tensor } from '../tensor/backend';
import type { GradientField } from '../training/gradientField';
import { lossAt } from './lossAt';

/**
 * The mean of SGD over the orders of the points, to first order in η beyond gradient descent (`theory/sgd`). Step j of an epoch is
 *
 *   θ ← θ + η v − η² j/(n − 1) [ (1/n) Σ_i (v_i·∂)v_i − (v·∂)v ],   v_i = −c D ∂ℓ_i/∂θ, v their mean, D = η_ℓ, c the lazy factor,
 *
 * and the mean of f is f there, up to η² within an epoch. Where batches have unequal sizes, what their weights add to the mean through ∇²f is
 * left out: order η/m. For a backend whose numbers are at hand.
 */
export class ReshuffledMean {
  private list: readonly Tensor[];
  private readonly perEpoch: number;
  private steps = 0;

  constructor(
    private readonly problem: GradientField,
    start: readonly Tensor[],
    private readonly y: Float64Array,
  ) {
    this.list = start;
    this.perEpoch = batchSizes(y.length, problem.rule.batch).length;
  }

  step(): void {
    const { backend, definition, rule, full } = this.problem;
    const drawn = this.steps % this.perEpoch;
    const next = backend.scope(() => {
      const state = stateFromList(definition, this.list);
      const pass = fullPass(backend, definition, state, full.x);
      const move = this.problem.velocity(state, pass, full, rule.lr);
      if (drawn === 0) return this.list.map((theta, k) => backend.add(theta, move[k]));
      const loss = lossAt(backend, definition, state, pass, this.trained(pass.f), this.y, rule);
      const whole = gradient(backend, definition, pass, loss.slope, 1);
      const along = hessianVector(backend, loss, stateFromList(definition, whole));
      const own = selfCurvature(backend, loss);
      const size = rule.lr * definition.lazyFactor;
      const share = (-size * size * drawn) / (this.y.length - 1);
      const rates = definition.layers.flatMap(({ rate, bias }) => (bias === 0 ? [rate] : [rate, rate]));
      return this.list.map((theta, k) =>
        backend.combine([theta, move[k], own[k], along[k]], [1, 1, share * rates[k], -share * rates[k]]),
      );
    });
    this.free();
    this.list = next;
    this.steps += 1;
  }

  /** [n] */
  outputs(): Float64Array {
    const { backend, definition, full } = this.problem;
    const f = this.problem.outputs(stateFromList(definition, this.list), full.x);
    const values = this.trained(f).slice();
    backend.dispose(f);
    return values;
  }

  free(): void {
    for (const t of this.list) this.problem.backend.dispose(t);
    this.list = [];
  }

  private trained(f: Tensor): Float64Array {
    const { backend, full } = this.problem;
    const values = numbers(backend, f);
    if (full.offset === null) return values;
    const offset = numbers(backend, full.offset);
    return values.map((value, i) => value - offset[i]);
  }
}

function numbers(backend: Backend, t: Tensor): Float64Array {
  return backend.peek(t)!;
}

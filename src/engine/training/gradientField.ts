import type { NetworkDefinition } from '../network/networkDefinition';
import type { Pass } from '../network/backward';
import { fullPass } from '../network/backward';
import { gradient } from '../network/gradient';
import type { NetworkState } from '../network/networkState';
import { outputs } from '../network/forward';
import { parameterList, stateFromList } from '../network/networkState';
import type { Backend, Tensor } from '../tensor/backend';
import { lossGradient } from './loss';
import type { TrainingRule } from './trainingRule';

/** Training inputs [n, d] and targets [n] on a backend, with the outputs at θ(0) that a centred network subtracts. */
export interface Batch {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly offset: Tensor | null;
}

/** The vector field of training: what every optimizer and the flow share. */
export class GradientField {
  constructor(
    readonly backend: Backend,
    readonly definition: NetworkDefinition,
    readonly rule: TrainingRule,
    /** max |y|. */
    readonly targetSize: number,
    readonly full: Batch,
  ) {}

  /**
   * Parameters' velocity times s: −s · lazy · η_ℓ (∂L/∂θ_ℓ + ∂R/∂θ_ℓ), in the order of `parameterList`; R as in
   * `decayRates`. With s = 1 it is θ̇ in lazy time, with s = lr one step of gradient descent.
   */
  velocity(state: NetworkState, pass: Pass, batch: Batch, s: number): Tensor[] {
    const { backend, definition, rule } = this;
    return backend.scope(() => {
      const g = lossGradient(backend, rule.loss, pass.f, batch.offset, batch.y);
      const fall = gradient(backend, definition, pass, g, -s * definition.lazyFactor);
      const decay = decayRates(definition, rule);
      if (decay === null) return fall;
      return parameterList(state).map((theta, i) =>
        decay[i] === 0 ? fall[i] : backend.addScaled(fall[i], theta, -s * decay[i]),
      );
    });
  }

  /** θ̇ at θ given as a list; everything else is freed. `slopes` as in `forward`. */
  field(list: readonly Tensor[], slopes: readonly Tensor[] | null = null): Tensor[] {
    const { backend, definition, full } = this;
    return backend.scope(() => {
      const state = stateFromList(definition, list);
      return this.velocity(state, fullPass(backend, definition, state, full.x, slopes), full, 1);
    });
  }

  pass(state: NetworkState, batch: Batch = this.full): Pass {
    return fullPass(this.backend, this.definition, state, batch.x);
  }

  outputs(state: NetworkState, x: Tensor): Tensor {
    return outputs(this.backend, this.definition, state, x);
  }
}

/**
 * lazy · η_ℓ λ/m of every parameter, in the order of `parameterList`, for R = (1/2m) Σ_j (λ_u u_j² + λ_θ ‖θ_j‖²): λ_u for the
 * output weights, λ_θ for the hidden ones, biases free. Null when nothing decays: the field table has no decay at H ≥ 2. Source: FDZ §V, MATH §2.
 */
export function decayRates(
  { layers, depth, width, lazyFactor }: NetworkDefinition,
  { decayU, decayTheta }: TrainingRule,
): number[] | null {
  if (decayU === 0 && decayTheta === 0) return null;
  return layers.flatMap((layer, l) => {
    const rate = (lazyFactor * layer.rate * (l === depth ? decayU : decayTheta)) / width;
    return layer.bias === 0 ? [rate] : [rate, 0];
  });
}

import type { ActivationName } from '../../theory/activations/names';
import type { Parametrisation } from '../../theory/network/parametrisation';
import type { Tensor } from '../tensor/backend';

/** A network at some parameters θ, as the jets need it. */
export interface JetNetwork {
  readonly parametrisation: Parametrisation;
  readonly activation: ActivationName;
  readonly activationParam: number;
  /** W¹ … W^H [fanIn, fanOut], then a [m, 1]. */
  readonly weights: readonly Tensor[];
  /** b¹ … b^H [1, m]; null where the layer has no bias. The output bias is not needed: its gradient is constant. */
  readonly biases: readonly (Tensor | null)[];
}

/** The numbers of one layer as the recursions use them; a residual block's τ is folded in. */
export interface JetLayer {
  /** τ_ℓ c_ℓ, or c_ℓ; γ for the output layer. */
  readonly forward: number;
  /** τ_ℓ β_ℓ, or β_ℓ. */
  readonly bias: number;
  /** η_ℓ. */
  readonly rate: number;
  /** pre^ℓ contains pre^{ℓ−1}. */
  readonly skip: boolean;
}

/** Layers 1 … H and the output layer, at index ℓ − 1. */
export function jetLayers(p: Parametrisation): JetLayer[] {
  return p.layers.map((layer, i) => {
    const tau = p.tau[i] ?? 0;
    const factor = tau === 0 ? 1 : tau;
    return { forward: factor * layer.forward, bias: factor * layer.bias, rate: layer.rate, skip: tau !== 0 };
  });
}

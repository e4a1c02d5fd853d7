import type { ExperimentSpec } from '../../protocol/experimentSpec';
import type { ActivationName } from '../../theory/activations/names';
import type { Architecture, LayerScale, Parametrisation } from '../../theory/network/parametrisation';
import { parametrise, resolveAlpha } from '../../theory/network/parametrisation';

/** One layer as forward, backward and kernel use it: a residual block's τ is folded into `forward` and `bias`. */
export interface LayerDefinition extends LayerScale {
  /** pre^ℓ contains pre^{ℓ−1}. */
  readonly skip: boolean;
}

/** Everything that fixes f(x; θ) and the speed of θ, except θ. */
export interface NetworkDefinition {
  readonly parametrisation: Parametrisation;
  /** Layers 1 … H and the output layer, at index ℓ − 1. */
  readonly layers: readonly LayerDefinition[];
  readonly depth: number;
  readonly width: number;
  readonly activation: ActivationName;
  readonly activationParam: number;
  /** Train f − f_{θ(0)}. */
  readonly centred: boolean;
  /** m/α² of lazy time, or 1: every learning rate is multiplied by it (MATH §2). */
  readonly lazyFactor: number;
}

export type NetworkFields = Pick<
  ExperimentSpec,
  | 'preset'
  | 'width'
  | 'depth'
  | 'activation'
  | 'activationParam'
  | 'sigmaW'
  | 'sigmaB'
  | 'sigmaA'
  | 'alpha'
  | 'residual'
  | 'centred'
  | 'lrRule'
  | 'outputLaw'
  | 'trained'
>;

/** The network of a spec on inputs of dimension d. */
export function networkDefinition(spec: NetworkFields, d: number): NetworkDefinition {
  const architecture: Architecture = { ...spec, d, alpha: resolveAlpha(spec.alpha, spec.width) };
  return defineNetwork(parametrise(architecture), spec);
}

export function defineNetwork(
  parametrisation: Parametrisation,
  rest: Pick<NetworkDefinition, 'activation' | 'activationParam' | 'centred'>,
): NetworkDefinition {
  const { layers, tau, lazyFactor } = parametrisation;
  return {
    parametrisation,
    layers: layers.map((layer, i) => {
      const skip = (tau[i] ?? 0) !== 0;
      const factor = skip ? tau[i] : 1;
      return { ...layer, forward: factor * layer.forward, bias: factor * layer.bias, skip };
    }),
    depth: layers.length - 1,
    width: layers[0].fanOut,
    activation: rest.activation,
    activationParam: rest.activationParam,
    centred: rest.centred,
    lazyFactor,
  };
}

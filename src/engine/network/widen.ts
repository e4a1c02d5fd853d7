import { foldIn } from '../../theory/random/foldIn';
import { prngKey } from '../../theory/random/key';
import type { Backend, Tensor } from '../tensor/backend';
import { drawWeights } from './drawWeights';
import type { Weights } from './drawWeights';
import { forward } from './forward';
import type { NetworkDefinition } from './networkDefinition';
import { defineNetwork } from './networkDefinition';
import type { NetworkState } from './networkState';

/**
 * M particles that follow the mean-field flow of a width-m network of one hidden layer: γ_M = γ m/M and every rate times M/m, so
 * that a particle moves as a neuron of the width-m network would in the same output f. The output bias, which is no
 * particle, keeps its speed: β_M = β √(m/M), its value times √(M/m). Source: MATH §6, FDZ §V.
 */
export function widenDefinition(definition: NetworkDefinition, M: number): NetworkDefinition {
  if (definition.depth !== 1)
    throw new RangeError(`particles need one hidden layer, got ${definition.depth}; set depth to 1`);
  const ratio = M / definition.width;
  const [hidden, output] = definition.parametrisation.layers;
  return defineNetwork(
    {
      ...definition.parametrisation,
      layers: [
        { ...hidden, fanOut: M, rate: hidden.rate * ratio },
        {
          ...output,
          fanIn: M,
          forward: output.forward / ratio,
          rate: output.rate * ratio,
          bias: output.bias / Math.sqrt(ratio),
          biasSd: output.biasSd * Math.sqrt(ratio),
        },
      ],
    },
    definition,
  );
}

/** The particles' law at t = 0, from a stream of the seed that no network uses: fold_in(key, 2000). */
export function initialParticles(widened: NetworkDefinition, seed: number): Weights {
  return drawWeights(widened.parametrisation, foldIn(prngKey(seed), 2000));
}

/**
 * Outputs of the first and of the second half of the particles, each as if it were all of them; their mean is f without its
 * bias, and half their difference estimates the Monte-Carlo error of f. [n, 1] each
 */
export function halfOutputs(
  backend: Backend,
  definition: NetworkDefinition,
  state: NetworkState,
  x: Tensor,
): readonly [Tensor, Tensor] {
  const M = definition.width;
  const half = Math.floor(M / 2);
  return backend.scope(() => {
    const { h } = forward(backend, definition, state, x);
    const a = state.weights[1];
    const part = (from: number, to: number): Tensor => {
      const kept = backend.scale(backend.sliceRows(a, from, to), M / (to - from));
      const [before, after] = [backend.zeros(from, 1), backend.zeros(M - to, 1)];
      const parts = [before, kept, after].filter((t) => t.rows > 0);
      return backend.matMul(h[1], backend.concatRows(parts), { scale: definition.layers[1].forward });
    };
    return [part(0, half), part(half, M)] as const;
  });
}

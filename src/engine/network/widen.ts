import { foldIn } from '../../theory/random/foldIn';
import { prngKey } from '../../theory/random/key';
import { drawWeights } from './drawWeights';
import type { Weights } from './drawWeights';
import type { NetworkDefinition } from './networkDefinition';
import { defineNetwork } from './networkDefinition';

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

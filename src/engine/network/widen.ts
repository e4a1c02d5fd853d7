import { erfinv } from '../../theory/elementary/erfinv';
import { foldIn } from '../../theory/random/foldIn';
import type { Key } from '../../theory/random/key';
import { normal } from '../../theory/random/normal';
import { scrambledSobol } from '../../theory/random/sobol';
import { byLaw, type Weights } from './drawWeights';
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

/**
 * Quasi-random θ(0) of M particles under the law of the network's neurons: Gaussian quantiles of scrambled Sobol points
 * (a_j, W_·j, b_j) of `key`. The output bias is no particle and has no law here: it is the network's own, drawn from `networkKey`.
 *
 * `mirrored`: φ is odd, so z = (a, W, b) and −z add the same to f and stay each other's image: M points with a > 0 stand for 2M.
 */
export function initialParticles(
  { parametrisation, width: M }: NetworkDefinition,
  key: Key,
  networkKey: Key,
  mirrored: boolean,
): Weights {
  const [hidden, output] = parametrisation.layers;
  const d = hidden.fanIn;
  const points = scrambledSobol(key, M, d + 2);
  if (mirrored) for (let j = 0; j < M; j++) points[j] = 0.5 + 0.5 * points[j];
  const rows = (from: number, to: number, sd: number) => quantiles(points.subarray(from * M, to * M), sd);
  const bOut = normal(foldIn(foldIn(networkKey, 2), 1), 1);
  return {
    weights: [rows(1, d + 1, hidden.sd), byLaw(output.law, rows(0, 1, 1)).map((a) => output.sd * a)],
    biases: [
      hidden.bias === 0 ? null : rows(d + 1, d + 2, hidden.biasSd),
      output.bias === 0 ? null : bOut.map((b) => output.biasSd * b),
    ],
  };
}

/** The quantiles of N(0, sd²) at u in (0, 1). */
function quantiles(u: Float64Array, sd: number): Float64Array {
  return u.map((p) => sd * Math.SQRT2 * erfinv(2 * p - 1));
}

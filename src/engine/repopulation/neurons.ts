import { foldIn } from '../../theory/random/foldIn';
import type { Key } from '../../theory/random/key';
import { normal } from '../../theory/random/normal';
import type { SymmetricProduct } from '../../theory/linalg/largestEigenvalue';
import { largestEigenvalue } from '../../theory/linalg/largestEigenvalue';
import type { Weights } from '../network/drawWeights';
import type { NetworkDefinition } from '../network/networkDefinition';

/** Numbers of one neuron of the first layer: its weights, and its bias where there is one. */
export function neuronSize({ layers: [first] }: NetworkDefinition): number {
  return first.fanIn + (first.bias === 0 ? 0 : 1);
}

/** The neurons of a network with one hidden layer as points (θ_j, b_j), [m, D]. */
export function neuronsOf(definition: NetworkDefinition, { weights, biases }: Weights): Float64Array {
  const D = neuronSize(definition);
  const { fanIn, fanOut: m } = definition.layers[0];
  const points = new Float64Array(m * D);
  for (let j = 0; j < m; j++) {
    for (let i = 0; i < fanIn; i++) points[j * D + i] = weights[0][i * m + j];
    if (D > fanIn) points[j * D + fanIn] = biases[0]![j];
  }
  return points;
}

/** A network of as many neurons, with output weights 0: only its features are looked at. `definition` is of that width. */
export function networkOf(definition: NetworkDefinition, points: Float64Array): Weights {
  const D = neuronSize(definition);
  const [{ fanIn, fanOut: M }, output] = definition.layers;
  const theta = new Float64Array(fanIn * M);
  const bias = new Float64Array(M);
  for (let j = 0; j < M; j++) {
    for (let i = 0; i < fanIn; i++) theta[i * M + j] = points[j * D + i];
    if (D > fanIn) bias[j] = points[j * D + fanIn];
  }
  return {
    weights: [theta, new Float64Array(M)],
    biases: [D > fanIn ? bias : null, output.bias === 0 ? null : new Float64Array(1)],
  };
}

/** The largest eigenvalue of the covariance of points [count, D]. */
export function leadingVariance(points: Float64Array, D: number, key: Key): number {
  const count = points.length / D;
  const mean = new Float64Array(D);
  for (let i = 0; i < points.length; i++) mean[i % D] += points[i] / count;
  const product: SymmetricProduct = (v) => {
    const result = new Float64Array(D);
    for (let j = 0; j < count; j++) {
      let along = 0;
      for (let e = 0; e < D; e++) along += (points[j * D + e] - mean[e]) * v[e];
      for (let e = 0; e < D; e++) result[e] += (along / count) * (points[j * D + e] - mean[e]);
    }
    return result;
  };
  const start = normal(foldIn(key, 0), D);
  // Three digits are told.
  return largestEigenvalue(product, start, { basis: Math.min(D, 24), tolerance: 1e-4, products: 96 }).value;
}

import type { LayerScale } from './parametrisation';

/** P: the weights of every layer, and its biases where it has them. */
export function parameterCount(network: {
  readonly layers: readonly Pick<LayerScale, 'fanIn' | 'fanOut' | 'bias'>[];
}): number {
  return network.layers.reduce((sum, l) => sum + l.fanIn * l.fanOut + (l.bias === 0 ? 0 : l.fanOut), 0);
}

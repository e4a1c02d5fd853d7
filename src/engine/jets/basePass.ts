/** Order 0: forward and backward through every layer, with the derivatives of φ that the jets need. MATH §1, §3. */
import type { NetworkDefinition } from '../network/networkDefinition';
import type { NetworkState } from '../network/networkState';
import type { Pause } from '../work/pause';
import type { Backend, Tensor } from '../tensor/backend';
import { matMulInPieces } from '../tensor/matMulInPieces';
import type { LayerJet } from './jetState';
import type { Owned } from './owned';

export interface BaseLayer {
  readonly derivatives: readonly Tensor[];
  readonly jet: LayerJet;
}

export async function basePass(
  backend: Backend,
  definition: NetworkDefinition,
  parameters: NetworkState,
  inputs: Tensor,
  derivativeCount: number,
  owned: Owned,
  pause: Pause,
): Promise<BaseLayer[]> {
  const { depth, layers: scales, activation, activationParam } = definition;
  const { weights, biases } = parameters;
  const own = (f: () => Tensor): Tensor => owned.add(backend.scope(f));
  const replaced = (old: Tensor, by: Tensor): Tensor => {
    backend.dispose(old);
    return by;
  };
  const pre: Tensor[] = [];
  const derivatives: Tensor[][] = [];
  for (let l = 0; l < depth; l++) {
    const { forward, bias, skip } = scales[l];
    const b = biases[l];
    const below = l === 0 ? inputs : derivatives[l - 1][0];
    let z = await matMulInPieces(backend, below, weights[l], { scale: forward }, pause);
    if (b && bias !== 0) z = replaced(z, backend.addRow(z, b, bias));
    if (skip) z = replaced(z, backend.add(z, pre[l - 1]));
    pre[l] = owned.add(z);
    derivatives[l] = [];
    for (let order = 0; order < derivativeCount; order++)
      derivatives[l].push(own(() => backend.activation(activation, activationParam, order, pre[l])));
    await pause();
  }
  const layers: BaseLayer[] = [];
  for (let l = depth - 1; l >= 0; l--) {
    const above = scales[l + 1];
    const deltaAbove = l < depth - 1 ? layers[l + 1].jet.delta : null;
    const back = { transposeB: true, scale: above.forward };
    const q = deltaAbove
      ? owned.add(await matMulInPieces(backend, deltaAbove, weights[l + 1], back, pause))
      : own(() => {
          const row = backend.reshape(weights[depth], 1, weights[depth].rows);
          return backend.addRow(backend.zeros(inputs.rows, row.cols), row, above.forward);
        });
    const slope = derivatives[l][1];
    const delta = own(() => {
      const product = backend.mul(q, slope);
      return deltaAbove && above.skip ? backend.add(product, deltaAbove) : product;
    });
    layers[l] = { derivatives: derivatives[l], jet: { pre: pre[l], h: derivatives[l][0], slope, q, delta } };
    await pause();
  }
  return layers;
}

import type { Backend, Tensor } from '../tensor/backend';
import type { Weights } from './drawWeights';
import type { NetworkDefinition } from './networkDefinition';

/** θ on a backend: W¹ … W^H, a, each [fanIn, fanOut], and b¹ … b_out, each [1, fanOut] or null without a bias. */
export interface NetworkState {
  readonly weights: readonly Tensor[];
  readonly biases: readonly (Tensor | null)[];
}

export function uploadState(backend: Backend, { layers }: NetworkDefinition, w: Weights): NetworkState {
  return {
    weights: layers.map((l, i) => backend.upload(w.weights[i], l.fanIn, l.fanOut)),
    biases: layers.map((l, i) => {
      const bias = w.biases[i];
      return bias === null ? null : backend.upload(bias, 1, l.fanOut);
    }),
  };
}

export async function downloadState(backend: Backend, state: NetworkState): Promise<Weights> {
  return {
    weights: await Promise.all(state.weights.map((t) => backend.download(t))),
    biases: await Promise.all(state.biases.map((t) => (t === null ? null : backend.download(t)))),
  };
}

/** The tensors of a state one after another: W¹, b¹, W², … ; what integrators combine. */
export function parameterList(state: NetworkState): Tensor[] {
  return state.weights.flatMap((w, i) => {
    const b = state.biases[i];
    return b === null ? [w] : [w, b];
  });
}

/** The inverse of `parameterList`. */
export function stateFromList({ layers }: NetworkDefinition, list: readonly Tensor[]): NetworkState {
  let next = 0;
  const weights: Tensor[] = [];
  const biases: (Tensor | null)[] = [];
  for (const layer of layers) {
    weights.push(list[next++]);
    biases.push(layer.bias === 0 ? null : list[next++]);
  }
  return { weights, biases };
}

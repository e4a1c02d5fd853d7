import type { Weights } from '../network/drawWeights';
import { outputsInPieces } from '../network/forward';
import { parameterList, uploadState } from '../network/networkState';
import { hierarchyKernels } from '../jets/hierarchyKernels';
import { noPause, type Pause } from '../work/pause';
import type { Backend } from '../tensor/backend';
import type { Setup } from './setup';

/** The network at θ(t₀): what the linearisation and the hierarchies are expanded around. */
export interface Expansion {
  readonly t0: number;
  /** f(x; θ(t₀)), centred where the network is. [N] */
  readonly f0: Float64Array;
  /** K⁽²⁾ [N, n] … K⁽ᵖ⁾ at θ(t₀), without the lazy factor. */
  kernels(order: 2 | 3 | 4 | 5, pause: Pause): Promise<readonly Float64Array[]>;
}

/**
 * Kernels are computed when first asked for, and anew for a higher order; lower orders come with higher ones.
 * `initial` is θ(0), whose outputs a centred network subtracts; `weights` is θ(t₀).
 */
export async function expand(
  backend: Backend,
  problem: Setup,
  initial: Weights,
  weights: Weights,
  t0: number,
  pause: Pause = noPause,
): Promise<Expansion> {
  const { definition, xAll, N, data } = problem;
  const f0 = await networkOutputs(backend, problem, weights, pause);
  if (definition.centred) {
    const start = weights === initial ? f0 : await networkOutputs(backend, problem, initial, pause);
    const shift = start.slice();
    for (let i = 0; i < N; i++) f0[i] -= shift[i];
  }
  let known: readonly Float64Array[] = [];
  return {
    t0,
    f0,
    async kernels(order, pause) {
      if (known.length >= order - 1) return known.slice(0, order - 1);
      const state = uploadState(backend, definition, weights);
      try {
        known = (await hierarchyKernels(backend, definition, state, xAll, data.n, order, { pause })).kernels;
      } finally {
        for (const t of parameterList(state)) backend.dispose(t);
      }
      return known;
    },
  };
}

async function networkOutputs(
  backend: Backend,
  { definition, xAll, N, data }: Setup,
  weights: Weights,
  pause: Pause,
): Promise<Float64Array> {
  const state = uploadState(backend, definition, weights);
  const x = backend.upload(xAll, N, data.d);
  try {
    const f = await outputsInPieces(backend, definition, state, x, pause);
    try {
      return await backend.download(f);
    } finally {
      backend.dispose(f);
    }
  } finally {
    for (const t of [x, ...parameterList(state)]) backend.dispose(t);
  }
}

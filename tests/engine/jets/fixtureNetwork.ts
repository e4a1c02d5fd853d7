/** The network, data and backend of a fixture's spec, as the command line would resolve it. */
import type { NetworkDefinition, NetworkFields } from '../../../src/engine/network/networkDefinition';
import { networkDefinition } from '../../../src/engine/network/networkDefinition';
import { initialWeights } from '../../../src/engine/network/drawWeights';
import type { Weights } from '../../../src/engine/network/drawWeights';
import { uploadState } from '../../../src/engine/network/networkState';
import type { NetworkState } from '../../../src/engine/network/networkState';
import type { Backend } from '../../../src/engine/tensor/backend';

export interface FixtureSpec extends Omit<NetworkFields, 'lrRule' | 'activationParam'> {
  readonly activationParam?: number;
  readonly seed: number;
  readonly loss: 'square' | 'logistic';
  readonly optimizer: string;
  readonly points: { readonly x: number[][]; readonly y: number[]; readonly probe: number[][] };
}

export interface FixtureNetwork {
  readonly definition: NetworkDefinition;
  readonly weights: Weights;
  readonly state: NetworkState;
  /** Training inputs then probe inputs, [N, d]. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly n: number;
  readonly N: number;
  readonly d: number;
}

export function fixtureNetwork(backend: Backend, spec: FixtureSpec): FixtureNetwork {
  const { x, y, probe } = spec.points;
  const d = x[0].length;
  const definition = networkDefinition({ activationParam: 1, lrRule: 'lazy', ...spec }, d);
  const weights = initialWeights(definition.parametrisation, spec.seed);
  return {
    definition,
    weights,
    state: uploadState(backend, definition, weights),
    x: Float64Array.from([...x, ...probe].flat()),
    y: Float64Array.from(y),
    n: x.length,
    N: x.length + probe.length,
    d,
  };
}

/** max |a − b| / max |b|. */
export function relativeDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new Error(`lengths ${a.length} and ${b.length}`);
  let difference = 0;
  let size = 0;
  for (let i = 0; i < a.length; i++) {
    const e = Math.abs(a[i] - b[i]);
    if (!(e <= difference)) difference = e === e ? e : Infinity;
    size = Math.max(size, Math.abs(b[i]));
  }
  return size === 0 ? difference : difference / size;
}

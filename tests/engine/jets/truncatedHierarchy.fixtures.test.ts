import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { hierarchyKernels } from '../../../src/engine/jets/hierarchyKernels';
import type { KernelOrder } from '../../../src/engine/jets/hierarchyKernels';
import { outputs } from '../../../src/engine/network/forward';
import type { Backend } from '../../../src/engine/tensor/backend';
import { TruncatedHierarchy } from '../../../src/theory/hierarchy/truncatedHierarchy';
import { fixtureNetwork } from './fixtureNetwork';
import type { FixtureSpec } from './fixtureNetwork';

interface Trajectory {
  readonly train: number[][];
  readonly probe: number[][];
  readonly loss: number[];
  readonly kernel: number[][][];
}
interface DynamicsCase {
  readonly spec: FixtureSpec;
  readonly times: number[];
  readonly predictors: Readonly<Record<string, Trajectory>>;
}

const cases: DynamicsCase[] = JSON.parse(
  readFileSync(new URL('../../fixtures/dynamics.json', import.meta.url), 'utf8'),
);
const orders = { linearised: 2, nth3: 3, nth4: 4, nth5: 5 } as const;
const runs = cases.flatMap(({ spec, times, predictors }, i) =>
  (Object.keys(orders) as (keyof typeof orders)[])
    .filter((name) => predictors[name])
    .map((name) => [i, name, { spec, times, expected: predictors[name] }] as const),
);

describe('truncated hierarchies equal SciPy float64 integrations of JAX kernels', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await createFloat64Backend();
  });

  it.each(runs)('case %i, %s', async (_, name, { spec, times, expected }) => {
    const network = fixtureNetwork(backend, spec);
    const { definition, state, x, y, n, N, d } = network;
    const { kernels } = await hierarchyKernels(backend, definition, state, x, n, orders[name] as KernelOrder);
    const f0 = spec.centred
      ? new Float64Array(N)
      : await backend.download(outputs(backend, definition, state, backend.upload(x, N, d)));
    const hierarchy = new TruncatedHierarchy({
      n,
      N,
      f0,
      kernels,
      y,
      loss: spec.loss,
      timeFactor: definition.lazyFactor,
    });
    times.forEach((t, i) => {
      hierarchy.advance(t);
      const f = hierarchy.outputs();
      // MATH §8: truncated trajectories to 1e-7.
      expect(largestDifference(f.subarray(0, n), expected.train[i])).toBeLessThan(1e-7);
      expect(largestDifference(f.subarray(n), expected.probe[i])).toBeLessThan(1e-7);
      expect(Math.abs(hierarchy.loss() - expected.loss[i])).toBeLessThan(1e-7);
      expect(largestDifference(hierarchy.kernel(), expected.kernel[i].flat())).toBeLessThan(1e-7);
    });
    expect(hierarchy.divergedAt).toBeNull();
  });
});

function largestDifference(a: Float64Array, b: readonly number[]): number {
  expect(a.length).toBe(b.length);
  return b.reduce((largest, v, i) => Math.max(largest, Math.abs(a[i] - v)), 0);
}

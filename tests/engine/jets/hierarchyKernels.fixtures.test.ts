import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { hierarchyKernels } from '../../../src/engine/jets/hierarchyKernels';
import type { KernelOrder } from '../../../src/engine/jets/hierarchyKernels';
import type { Backend } from '../../../src/engine/tensor/backend';
import { fixtureNetwork, relativeDifference } from './fixtureNetwork';
import type { FixtureSpec } from './fixtureNetwork';

interface EmpiricalCase {
  readonly spec: FixtureSpec;
  readonly k2: number[][];
  readonly k3?: unknown[];
  readonly k4?: unknown[];
  readonly k5?: unknown[];
}

const cases: EmpiricalCase[] = JSON.parse(
  readFileSync(new URL('../../fixtures/empirical.json', import.meta.url), 'utf8'),
);

describe('kernels of order 2 to 5 equal nested forward-mode derivatives of JAX', () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await createFloat64Backend();
  });

  it.each(cases.map((c, i) => [i, c.spec.preset, c.spec.activation, c.spec.residual, c] as const))(
    'case %i: %s, %s, residual %s',
    async (_, _preset, _activation, _residual, { spec, ...expected }) => {
      const network = fixtureNetwork(backend, spec);
      const given = [expected.k2, expected.k3, expected.k4, expected.k5].filter((k) => k !== undefined);
      const { kernels } = await hierarchyKernels(
        backend,
        network.definition,
        network.state,
        network.x,
        network.n,
        (given.length + 1) as KernelOrder,
      );
      given.forEach((reference, r) => {
        const train = kernels[r].subarray(0, network.n ** (r + 2));
        // MATH §8: 1e-12 for K(2), 1e-10 for the higher kernels.
        expect(relativeDifference(train, reference.flat(r + 1) as number[])).toBeLessThan(
          r === 0 ? 1e-12 : 1e-10,
        );
      });
    },
  );
});

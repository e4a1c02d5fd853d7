import { describe, expect, it } from 'vitest';
import { infiniteKernels } from '../../../src/theory/infiniteWidth/infiniteKernels';
import { infiniteCases } from './infiniteFixtures';

/** Largest difference relative to the largest entry: an entry near 0 is a difference of larger ones. */
function relativeError(actual: Float64Array, expected: readonly number[]): number {
  let scale = 0;
  let error = 0;
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => {
    scale = Math.max(scale, Math.abs(value));
    error = Math.max(error, Math.abs(actual[i] - value));
    if (!Number.isFinite(actual[i])) error = Infinity;
  });
  return error / scale;
}

const quadrature = ['tanh', 'sigmoid', 'silu', 'softplus', 'elu'];

describe('infinite-width kernels', () => {
  for (const c of infiniteCases) {
    // MATH §8. The reference is itself a quadrature with an error of about 1e-13 a layer.
    const tolerance = quadrature.includes(c.activation) ? 1e-10 : 1e-12;
    it(`agree with two-dimensional quadrature: ${c.name}`, () => {
      const kernels = infiniteKernels(c.parametrisation, c.activation, c.param, c.x, c.xProbe, c.d);
      const { expected } = c;
      for (const name of ['nngp', 'ntk', 'nngpProbe', 'ntkProbe', 'nngpProbeDiag'] as const) {
        expect(relativeError(kernels[name], expected[name].flat()), name).toBeLessThan(tolerance);
      }
    });
  }
});

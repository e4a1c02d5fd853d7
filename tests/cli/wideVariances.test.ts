/** Kernels where variances are wide for the activation; values of an independent implementation in float64, to their digits. */
import { describe, expect, it } from 'vitest';
import { experimentJson } from '../../src/cli/experimentJson';
import { requireSpec } from '../../src/protocol/validate';

describe('Θ of the infinite network', () => {
  it.each([
    [
      { preset: 'huang-yau', dataset: 'gaussian', d: 784, n: 4, activation: 'tanh', sigmaB: 0 },
      10.77389,
      5e-6,
    ],
    [{ activation: 'softplus', activationParam: 100 }, 2.3338984, 5e-8],
  ] as const)('%o: Θ(x₀, x₀) = %d', async (fields, expected, tolerance) => {
    const spec = requireSpec({ ...fields, predictors: ['ntk'] });
    const { infinite } = (await experimentJson(spec, [0], new Set(['infinite']))) as {
      infinite: { ntk: number[][] };
    };
    expect(Math.abs(infinite.ntk[0][0] - expected)).toBeLessThan(tolerance);
  });
});

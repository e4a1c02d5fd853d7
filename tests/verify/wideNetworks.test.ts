/** Σ and Θ of the infinite network against networks of width 4096: every preset, residual and activation (Mathematics §4). */
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { activationNames, type ActivationName } from '../../src/theory/activations/names';
import { infiniteKernels } from '../../src/theory/infiniteWidth/infiniteKernels';
import { parametrise, presets, residuals } from '../../src/theory/network/parametrisation';
import { lazyNetwork } from './lazyNetwork';

const [width, seeds] = [4096, 16];
const x = [
  [1, -0.4, 0.3],
  [0.2, 0.9, -0.5],
  [-0.7, 0.1, 0.8],
].map((row) => Float64Array.from(row));
const flat = Float64Array.from(x.flatMap((row) => [...row]));
const none = new Float64Array(0);

describe.each(activationNames)('%s', (activation: ActivationName) => {
  const param = activation === 'leakyRelu' ? 0.1 : 1;
  const cases = presets.flatMap((preset) =>
    (preset === 'fang' ? (['none'] as const) : residuals).map((residual) => [preset, residual] as const),
  );

  it.each(cases)('%s, residual %s', async (preset, residual) => {
    // Minutes without a rest are taken for a hang by the runner.
    await setImmediate();
    const p = parametrise({
      preset,
      width,
      depth: preset === 'fang' ? 1 : 3,
      d: 3,
      sigmaW: 0.9,
      sigmaB: 0.4,
      sigmaA: 1.1,
      alpha: Math.sqrt(width),
      residual,
      lrRule: 'lazy',
      outputLaw: 'gaussian',
      trained: 'all',
    });
    const expected = infiniteKernels(p, activation, param, flat, none, 3);
    const draws = Array.from({ length: seeds }, (_, seed) => lazyNetwork(p, activation, param, x, seed + 1));
    for (const name of ['nngp', 'ntk'] as const) {
      const scale = Math.max(...expected[name].map(Math.abs));
      for (let e = 0; e < 9; e++) {
        const values = draws.map((draw) => draw[name][e]);
        const mean = values.reduce((a, b) => a + b, 0) / seeds;
        const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / (seeds - 1);
        // The mean over 16 networks is normal to within a few per cent; a finite width shifts it by a few 1/m per layer.
        const error = Math.sqrt(variance / seeds) + (10 / width) * scale;
        expect(Math.abs(mean - expected[name][e]) / error, `${name}[${e}]`).toBeLessThan(5);
      }
    }
  });
});

import { expect, it } from 'vitest';
import type { ActivationName } from '../../../src/theory/activations/names';
import { infiniteKernels } from '../../../src/theory/infiniteWidth/infiniteKernels';
import { parametrise, type Preset, type Residual } from '../../../src/theory/network/parametrisation';
import cases from '../../fixtures/networkKernels.json';

const quadrature = ['tanh', 'sigmoid', 'silu', 'softplus', 'elu'];
const width = 64;

it.each(cases.map((c) => [c.activation, c.preset, c.depth, c.residual, c] as const))(
  'Σ and Θ of %s, %s, H = %d, residual %s are those of 60 digits or 80 bits',
  (activation, preset, depth, residual, c) => {
    const p = parametrise({
      preset: preset as Preset,
      width,
      depth,
      d: c.d,
      sigmaW: c.sigmaW,
      sigmaB: c.sigmaB,
      sigmaA: 1,
      alpha: Math.sqrt(width),
      residual: residual as Residual,
      lrRule: 'lazy',
      outputLaw: 'gaussian',
      trained: 'all',
    });
    const k = infiniteKernels(
      p,
      activation as ActivationName,
      c.param,
      Float64Array.from(c.x),
      new Float64Array(0),
      c.d,
    );
    // Mathematics §8, relative to the geometric mean of the diagonal.
    const tolerance = quadrature.includes(activation) ? 1e-10 : 1e-12;
    for (const [e, [i, j]] of [
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 2],
    ].entries()) {
      for (const [which, matrix] of [k.nngp, k.ntk].entries()) {
        const scale = Math.sqrt(matrix[4 * i] * matrix[4 * j]);
        expect(Math.abs(matrix[3 * i + j] - c.pairs[e][which]) / scale).toBeLessThan(tolerance);
      }
    }
  },
);

import { describe, expect, it } from 'vitest';
import {
  convolutionKernels,
  readouts,
  type ConvolutionResidual,
} from '../../../src/theory/infiniteWidth/convolution';
import { infiniteKernels } from '../../../src/theory/infiniteWidth/infiniteKernels';
import { parametrise } from '../../../src/theory/network/parametrisation';

const directions = [
  [1, -0.4, 0.3],
  [0.2, 0.9, -0.5],
  [-1, 0.4, -0.3],
];
const positions = 5;
const [sigmaW, sigmaB] = [1.2, 0.3];

/** The same vector at every position: a convolution is a dense network on it, layer by layer. */
const constant = {
  x: Float64Array.from(directions.flatMap((row) => Array.from({ length: positions }, () => row).flat())),
  inputs: 3,
  positions,
  channels: 3,
};

describe.each(readouts)(
  'a convolution on signals that are alike at every position, read-out %s',
  (readout) => {
    const cases = (['relu', 'tanh', 'erf', 'elu'] as const).flatMap((activation) =>
      (['none', 'resnet', 'scaled'] as const).map((residual) => [activation, residual] as const),
    );
    it.each(cases)('is the dense network: %s, residual %s', (activation, residual: ConvolutionResidual) => {
      const depth = 4;
      const { nngp, ntk } = convolutionKernels(
        { activation, param: 1, depth, halfWidth: 1, readout, sigmaW, sigmaB, residual },
        constant,
      );
      const dense = infiniteKernels(
        parametrise({
          preset: 'hayou',
          width: 64,
          depth,
          d: 3,
          sigmaW,
          sigmaB,
          sigmaA: 1,
          alpha: 8,
          residual,
          lrRule: 'lazy',
          outputLaw: 'gaussian',
          trained: 'all',
        }),
        activation,
        1,
        Float64Array.from(directions.flat()),
        new Float64Array(0),
        3,
      );
      for (const [actual, expected] of [
        [nngp, dense.nngp],
        [ntk, dense.ntk],
      ]) {
        const scale = Math.max(...expected);
        // Rounding of four layers.
        expected.forEach((value, e) => expect(Math.abs(actual[e] - value)).toBeLessThan(1e-13 * scale));
      }
    });
  },
);

it('a residual convolution at depth 2000 is finite in its unit, and grows by 1 + σ_w²/2 a layer', () => {
  const network = {
    activation: 'relu',
    param: 1,
    halfWidth: 1,
    readout: 'flatten',
    sigmaW: 1.5,
    sigmaB: 0,
  } as const;
  const [near, far] = [1000, 2000].map((depth) => {
    const kernels = convolutionKernels({ ...network, depth, residual: 'resnet' }, constant);
    return Math.log2(kernels.nngp[0]) + kernels.nngpExponent;
  });
  expect(Math.abs(far - near - 1000 * Math.log2(1 + 1.5 ** 2 / 2))).toBeLessThan(1e-9);
});

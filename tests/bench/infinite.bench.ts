/**
 * Infinite kernels of 256 points, depth 3, by activation, as multiples of erf's time, at variances of order 1 and, wide, of
 * order 1000: `npx tsx tests/bench/infinite.bench.ts`.
 */
import { activationNames } from '../../src/theory/activations/names';
import { infiniteKernels } from '../../src/theory/infiniteWidth/infiniteKernels';
import { parametrise } from '../../src/theory/network/parametrisation';
import { prngKey } from '../../src/theory/random/key';
import { normal } from '../../src/theory/random/normal';

const [n, d] = [256, 4];
const x = normal(prngKey(1), n * d);
const wideX = x.map((value) => 30 * value);
const network = parametrise({
  preset: 'hayou',
  width: 64,
  depth: 3,
  d,
  sigmaW: 1.3,
  sigmaB: 0.2,
  sigmaA: 1,
  alpha: 8,
  residual: 'none',
  lrRule: 'lazy',
  outputLaw: 'gaussian',
  trained: 'all',
});

/** Processor milliseconds of the best of five, so that a busy machine changes little. */
function best(activation: (typeof activationNames)[number], inputs: Float64Array): number {
  let least = Infinity;
  for (let run = 0; run < 5; run++) {
    const { user } = process.cpuUsage();
    infiniteKernels(
      network,
      activation,
      activation === 'leakyRelu' ? 0.1 : 1,
      inputs,
      new Float64Array(0),
      d,
    );
    least = Math.min(least, (process.cpuUsage().user - user) / 1000);
  }
  return least;
}

const reference = best('erf', x);
console.table(
  activationNames.map((activation) => {
    const milliseconds = best(activation, x);
    const wide = best(activation, wideX);
    return {
      activation,
      ms: milliseconds.toFixed(0),
      'over erf': (milliseconds / reference).toFixed(1),
      'wide ms': wide.toFixed(0),
      'wide over erf': (wide / reference).toFixed(1),
    };
  }),
);

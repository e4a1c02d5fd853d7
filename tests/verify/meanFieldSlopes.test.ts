/** How fast networks near their limit of infinite width at a fixed α: one network as m^{−½}, the mean over seeds as m^{−1}. */
import { expect, it } from 'vitest';
import { createFloat64Backend } from '../../src/engine/float64/float64Backend';
import { drawWeights, type Weights } from '../../src/engine/network/drawWeights';
import { makeSetup } from '../../src/engine/predictors/setup';
import type { Backend } from '../../src/engine/tensor/backend';
import { Trainer } from '../../src/engine/training/trainer';
import { noPause } from '../../src/engine/work/pause';
import { requireSpec } from '../../src/protocol/validate';
import { prngKey } from '../../src/theory/random/key';
import { fitPowerLaw } from '../../src/theory/statistics/powerLaw';

const widths = [8, 16, 32, 64, 128];
/** Neurons of one pool, and independent pools. */
const neurons = 4096;
const pools = 8;
const horizon = 10;

const setupOf = (width: number) =>
  makeSetup(requireSpec({ depth: 1, width, alpha: 1, n: 4, horizon, activation: 'tanh', centred: true }));

/** f on the probe points at the horizon. */
async function trained(backend: Backend, width: number, initial: Weights): Promise<Float64Array> {
  const { definition, data, spec } = setupOf(width);
  const flow = { tolerance: 1e-6, order: 5 } as const;
  const trainer = await Trainer.create(backend, definition, data, spec, { initial, flow });
  const x = backend.upload(data.xProbe, data.p, data.d);
  await trainer.advanceTo(horizon, noPause);
  const f = await trainer.outputs(x);
  trainer.dispose();
  backend.dispose(x);
  return f;
}

/** Neurons from … from + m − 1 of N: θ is [d, N]. */
function part({ weights, biases }: Weights, N: number, from: number, m: number): Weights {
  const cut = (rows: Float64Array): Float64Array => {
    const d = rows.length / N;
    const kept = new Float64Array(d * m);
    for (let c = 0; c < d; c++) kept.set(rows.subarray(c * N + from, c * N + from + m), c * m);
    return kept;
  };
  return { weights: weights.map(cut), biases: biases.map((b) => b && cut(b)) };
}

/**
 * All N neurons of a pool are particles of the mean field; cut into N/m networks of width m they are N/m seeds. What chance does to the
 * pool to first order, both have in common: the mean of the networks less the pool is C(1/m − 1/N) with a scatter of order √(1/mN),
 * relative to C/m ever smaller as N grows at every m alike. Without the pool that scatter would be √(1/N) at every m.
 */
it('one network nears the mean field as m^{-1/2}, the mean over seeds as m^{-1}', async () => {
  const backend = await createFloat64Backend();
  const squares = widths.map(() => 0);
  const bias = widths.map((): Float64Array[] => []);
  for (let pool = 0; pool < pools; pool++) {
    const { parametrisation } = setupOf(neurons).definition;
    const all = drawWeights(parametrisation, prngKey(9000 + pool));
    const limit = await trained(backend, neurons, all);
    for (const [k, m] of widths.entries()) {
      const sum = new Float64Array(limit.length);
      const count = neurons / m;
      for (let r = 0; r < count; r++) {
        const f = await trained(backend, m, part(all, neurons, r * m, m));
        f.forEach((value, i) => {
          const error = value - limit[i];
          sum[i] += error / count;
          squares[k] += (error * error) / (count * pools * f.length);
        });
      }
      bias[k].push(sum.map((value) => value / (1 - m / neurons)));
    }
  }
  backend.close();
  const single = squares.map(Math.sqrt);
  const meanError = (used: readonly number[]): number[] =>
    bias.map((rows) => unbiasedSize(used.map((r) => rows[r])));
  const slope = (errors: readonly number[]): number => fitPowerLaw(widths, errors)!.slope;
  const every = Array.from({ length: pools }, (_, r) => r);
  const mean = meanError(every);
  // Leaving out one pool at a time: the jackknife's standard error of the slope.
  const without = every.map((left) => slope(meanError(every.filter((r) => r !== left))));
  const centre = without.reduce((sum, value) => sum + value, 0) / pools;
  const error = Math.sqrt(
    ((pools - 1) / pools) * without.reduce((sum, v) => sum + (v - centre) * (v - centre), 0),
  );
  const list = (values: readonly number[]): string =>
    values.map((value) => value.toExponential(2)).join(', ');
  console.info(
    `one network ${list(single)}: slope ${slope(single).toFixed(3)}; mean ${list(mean)}: slope ${slope(mean).toFixed(3)} ± ${error.toFixed(3)}`,
  );
  // The next order in 1/m bends both at these widths.
  expect(Math.abs(slope(single) + 0.5)).toBeLessThan(0.06);
  expect(error).toBeLessThan(0.08);
  expect(Math.abs(slope(mean) + 1)).toBeLessThan(0.1 + 2 * error);
  // Four standard errors and the bend together stay this side of −½.
  expect(slope(mean) + 4 * error).toBeLessThan(-0.6);
});

/** Root mean square of the mean of independent rows without the part that their scatter adds to it. */
function unbiasedSize(rows: readonly Float64Array[]): number {
  const R = rows.length;
  let sum = 0;
  for (let i = 0; i < rows[0].length; i++) {
    const mean = rows.reduce((total, row) => total + row[i], 0) / R;
    const variance = rows.reduce((total, row) => total + (row[i] - mean) * (row[i] - mean), 0) / (R - 1) / R;
    sum += mean * mean - variance;
  }
  return Math.sqrt(Math.max(0, sum) / rows[0].length);
}

/** How fast networks near their limit of infinite width at a fixed α: one network as m^{−½}, the mean over seeds as m^{−1}. */
import { expect, it } from 'vitest';
import { createFloat64Backend } from '../../src/engine/float64/float64Backend';
import { initialWeights } from '../../src/engine/network/drawWeights';
import { MeanFieldPredictor } from '../../src/engine/predictors/meanFieldPredictor';
import { makeSetup } from '../../src/engine/predictors/setup';
import { recordTraining } from '../../src/engine/sweep/trainingRecord';
import { noPause } from '../../src/engine/work/pause';
import { requireSpec } from '../../src/protocol/validate';

/** Wider ones leave nothing of the mean above the scatter of these seeds and the particles' own error. */
const widths = [4, 32];
const doublings = 3;
const seeds = 2400;
const particles = 16384;
const horizon = 10;

const specOf = (width: number, seed: number) =>
  requireSpec({
    depth: 1,
    particles,
    width,
    alpha: 1,
    n: 4,
    horizon,
    seed,
    activation: 'tanh',
    centred: true,
  });

it('one network nears the mean field as m^{-1/2}, the mean over seeds as m^{-1}', async () => {
  const backend = await createFloat64Backend();
  const limit = await MeanFieldPredictor.create(backend, makeSetup(specOf(64, 0)), true, []);
  await limit.advance(horizon, noPause);
  const { probe } = await limit.predict();
  limit.close();
  const single: number[] = [];
  const mean: number[] = [];
  const noise: number[] = [];
  for (const m of widths) {
    const sum = new Float64Array(probe.length);
    let squares = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const problem = makeSetup(specOf(m, seed));
      const initial = initialWeights(problem.definition.parametrisation, seed);
      const times = Float64Array.of(0, horizon);
      const options = { kernels: false, probe: true, pause: noPause };
      const record = await recordTraining(backend, problem, initial, times, options);
      record.probe[1].forEach((f, i) => {
        sum[i] += f - probe[i];
        squares += (f - probe[i]) ** 2;
      });
    }
    const bias = sum.reduce((total, value) => total + (value / seeds) ** 2, 0) / probe.length;
    const variance = squares / (seeds * probe.length) / seeds;
    single.push(Math.sqrt(squares / (seeds * probe.length)));
    // The mean over seeds has their variance over their number in it.
    mean.push(Math.sqrt(Math.max(0, bias - variance)));
    noise.push(Math.sqrt(variance));
  }
  const slope = (values: number[]): number => Math.log2(values[values.length - 1] / values[0]) / doublings;
  /** Standard error of the mean's slope: at most that of its two ends, whose deviation over the points is one draw. */
  const last = widths.length - 1;
  const error = Math.hypot(noise[0] / mean[0], noise[last] / mean[last]) / Math.LN2 / doublings;
  console.info(
    `one network ${single.map((value) => value.toExponential(2)).join(', ')}: slope ${slope(single).toFixed(2)}; mean of ${seeds} seeds ` +
      `${mean.map((value) => value.toExponential(2)).join(', ')}: slope ${slope(mean).toFixed(2)} ± ${error.toFixed(2)}`,
  );
  // The next order in 1/m bends both at these widths.
  expect(Math.abs(slope(single) + 0.5)).toBeLessThan(0.1);
  expect(Math.abs(slope(mean) + 1)).toBeLessThan(0.1 + 2 * error);
});

/** The mean field's own error, and its distance from networks of finite width: statistics over seeds (MATH §6, §8). */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createFloat64Backend } from '../../src/engine/float64/float64Backend';
import { initialWeights } from '../../src/engine/network/drawWeights';
import { NetworkPredictor } from '../../src/engine/predictors/networkPredictor';
import { makeSetup } from '../../src/engine/predictors/setup';
import { noPause } from '../../src/engine/work/pause';
import { validateSpec } from '../../src/protocol/validate';
import { fitPowerLaw } from '../../src/theory/statistics/powerLaw';
import { runLimit } from '../engine/meanField/runLimit';

const cases = JSON.parse(readFileSync('tests/fixtures/wideLimit.json', 'utf8')) as readonly {
  readonly spec: Record<string, unknown>;
  readonly probe: readonly (readonly number[])[];
}[];

it('the error covers the limit at least as often as one standard deviation does', async () => {
  const backend = await createFloat64Backend();
  const seeds = 20;
  for (const { spec, probe } of cases.slice(1)) {
    let covered = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const [row] = await runLimit(backend, validateSpec({ ...spec, seed, particles: 1024 }).spec, [3]);
      row.probe.forEach((f, i) => {
        if (Math.abs(f - probe[2][i]) <= row.probeError![i]) covered++;
      });
    }
    const rate = covered / (2 * seeds);
    // 68 % of 20 independent seeds, less two standard deviations of their number (0.10): the two points of a seed go together.
    expect(rate).toBeGreaterThan(0.47);
  }
  backend.close();
});

it('networks come near it as m^(−1/2), their mean over seeds faster', async () => {
  const backend = await createFloat64Backend();
  const given = { ...cases[1].spec, precision: 'float64', particles: 4096 };
  const t = 3;
  const [limit] = await runLimit(backend, validateSpec(given).spec, [t]);
  const widths = [64, 128, 256, 512];
  const seeds = 12;
  const single: number[] = [];
  const ensemble: number[] = [];
  for (const width of widths) {
    const errors: Float64Array[] = [];
    for (let seed = 0; seed < seeds; seed++) {
      const problem = makeSetup(validateSpec({ ...given, width, seed }).spec);
      const weights = initialWeights(problem.definition.parametrisation, seed);
      const network = await NetworkPredictor.create(backend, problem, weights);
      await network.advance(t, noPause);
      const { probe } = await network.predict();
      errors.push(probe.map((f, i) => f - limit.probe[i]));
      network.close();
    }
    const rms = (values: Float64Array) => Math.sqrt(values.reduce((s, e) => s + e * e, 0) / values.length);
    single.push(Math.sqrt(errors.reduce((s, e) => s + rms(e) * rms(e), 0) / seeds));
    ensemble.push(rms(errors[0].map((_, i) => errors.reduce((s, e) => s + e[i], 0) / seeds)));
  }
  backend.close();
  // −1/2; 12 seeds of two points leave each root mean square 15 % and the slope over three octaves 0.1.
  const { slope } = fitPowerLaw(widths, single)!;
  expect(slope).toBeGreaterThan(-0.75);
  expect(slope).toBeLessThan(-0.3);
  // The mean has the bias of order 1/m and a twelfth of the variance.
  ensemble.forEach((error, k) => {
    expect(error).toBeLessThan(single[k]);
  });
});

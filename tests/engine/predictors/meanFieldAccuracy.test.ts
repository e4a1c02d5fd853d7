/** What the particles' outputs are worth: numerical error, Monte-Carlo error, and the estimate of it that is shown. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { drawWeights } from '../../../src/engine/network/drawWeights';
import { widenDefinition } from '../../../src/engine/network/widen';
import { MeanFieldPredictor } from '../../../src/engine/predictors/meanFieldPredictor';
import { makeSetup, type Setup } from '../../../src/engine/predictors/setup';
import { SparsePredictor } from '../../../src/engine/predictors/sparsePredictor';
import { recordedTimes } from '../../../src/engine/run/recordedTimes';
import type { Backend } from '../../../src/engine/tensor/backend';
import { Trainer } from '../../../src/engine/training/trainer';
import { noPause } from '../../../src/engine/work/pause';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import { defaultSpec } from '../../../src/protocol/fields';
import { prngKey } from '../../../src/theory/random/key';
import { studentThree } from '../../../src/theory/statistics/studentThree';

let backend: Backend;
beforeAll(async () => {
  backend = await createFloat64Backend();
});
afterAll(() => {
  backend.close();
});

/** f on the probe points and its Monte-Carlo error at each time. */
async function outputs(problem: Setup, times: ArrayLike<number>, exact: boolean, sparse = false) {
  const particles = await MeanFieldPredictor.create(backend, problem, exact, []);
  const predictor = sparse ? new SparsePredictor(particles, problem, Float64Array.from(times)) : particles;
  const probe: Float64Array[] = [];
  const error: Float64Array[] = [];
  for (const t of Array.from(times)) {
    await predictor.advance(t, noPause);
    const prediction = await predictor.predict();
    probe.push(prediction.probe);
    error.push(prediction.probeError ?? new Float64Array(0));
  }
  predictor.close();
  return { probe, error };
}

/** The same from `particles` independent draws in one population. */
async function independent(problem: Setup, particles: number, seed: number, times: readonly number[]) {
  const { data, spec } = problem;
  const widened = widenDefinition(problem.definition, particles);
  const initial = drawWeights(widened.parametrisation, prngKey(seed));
  const trainer = await Trainer.create(backend, widened, data, spec, {
    initial,
    flow: { tolerance: 1e-3, order: 5 },
  });
  const x = backend.upload(data.xProbe, data.p, data.d);
  const probe: Float64Array[] = [];
  for (const t of times) {
    await trainer.advanceTo(t, noPause);
    probe.push(await trainer.outputs(x));
  }
  backend.dispose(x);
  trainer.dispose();
  return probe;
}

function rms(values: Iterable<number>): number {
  const all = [...values];
  return Math.sqrt(all.reduce((sum, value) => sum + value * value, 0) / all.length);
}

const difference = (a: Float64Array, b: Float64Array) => a.map((v, i) => v - b[i]);

const cases: [string, Partial<ExperimentSpec>][] = [
  ['the default experiment', {}],
  ['the mean-field scaling', { alpha: 1 }],
  ['another activation and target', { activation: 'tanh', target: 'sine' }],
];

describe('the shortcuts of the page', () => {
  it.each(cases)(
    '%s: a loose tolerance and few evaluations cost less than chance does',
    async (_, change) => {
      const spec = { ...defaultSpec, ...change };
      const problem = makeSetup(spec);
      const times = recordedTimes(spec);
      const quick = await outputs(problem, times, false, true);
      const tight = await outputs(problem, times, true);
      const errors = quick.probe.map((f, k) => rms(difference(f, tight.probe[k])));
      const chance = Math.max(...tight.error.map((e) => rms(e)));
      expect(chance).toBeGreaterThan(5e-4);
      expect(Math.max(...errors)).toBeLessThan(chance);
      // An error must be there at all: the tight solution is not the quick one.
      expect(Math.max(...errors)).toBeGreaterThan(1e-6);
    },
  );
});

/** The start, training, its end, the horizon. Not centred: centred outputs have no error at the start. */
const times = [0, 3, 20, 60];
const seeds = 24;

describe.each([
  ['α = √m', {}],
  ['α = 1', { alpha: 1 }],
] as [string, Partial<ExperimentSpec>][])('at %s', (_, change) => {
  const spec: ExperimentSpec = { ...defaultSpec, ...change, centred: false };
  let limit: Float64Array[];
  let runs: Awaited<ReturnType<typeof outputs>>[];
  beforeAll(async () => {
    limit = (await outputs(makeSetup({ ...spec, particles: 131072, seed: 1000 }), times, false)).probe;
    runs = [];
    for (let seed = 0; seed < seeds; seed++)
      runs.push(await outputs(makeSetup({ ...spec, seed }), times, false));
  }, 120_000);

  it.each(times.map((t, k) => [t, k]))('t = %i: the error covers at the rate it claims', (_t, k) => {
    let [covered, inBand, count] = [0, 0, 0];
    for (const { probe, error } of runs) {
      probe[k].forEach((f, i) => {
        const distance = Math.abs(f - limit[k][i]) / error[k][i];
        covered += Number(distance < 1);
        // Drawn is the band of 95 %.
        inBand += Number(distance < studentThree.ninetyFive / studentThree.oneSigma);
        count += 1;
      });
    }
    // Neighbouring points err together: 24 seeds with four or five modes each, so ±0.045 for one standard deviation.
    expect(covered / count).toBeGreaterThan(0.683 - 0.135);
    expect(covered / count).toBeLessThan(0.683 + 0.135);
    expect(inBand / count).toBeGreaterThan(0.95 - 0.08);
    // The size itself: t₃'s 68.27 % is 1.197 standard errors, so the true error is 0.84 of it. Each root mean square is known to 8 %.
    const truth = rms(runs.flatMap(({ probe }) => [...difference(probe[k], limit[k])]));
    const claimed = rms(runs.flatMap(({ error }) => [...error[k]]));
    expect(truth / claimed).toBeGreaterThan(0.55);
    expect(truth / claimed).toBeLessThan(1.15);
  });

  it('4096 particles err by no more than 16 384 independent draws, and towards the same limit', async () => {
    const draws = 6;
    const problem = makeSetup(spec);
    const chance: Float64Array[][] = [];
    for (let s = 0; s < draws; s++) chance.push(await independent(problem, 16384, 500 + s, times));
    for (let k = 0; k < times.length; k++) {
      const expected = rms(chance.flatMap((probe) => [...difference(probe[k], limit[k])]));
      const found = rms(runs.flatMap(({ probe }) => [...difference(probe[k], limit[k])]));
      expect(found).toBeLessThan(1.1 * expected);
      // The mean of six is √6 times closer, four standard errors allowed.
      const mean = limit[k].map((_f, i) => chance.reduce((sum, probe) => sum + probe[k][i], 0) / draws);
      expect(rms(difference(mean, limit[k]))).toBeLessThan((2 * expected) / Math.sqrt(draws));
    }
  });
});

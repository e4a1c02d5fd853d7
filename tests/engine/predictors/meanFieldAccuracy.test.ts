/** The shortcuts that make the particles quick (a loose tolerance, few evaluations) cost less than their number does. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { MeanFieldPredictor } from '../../../src/engine/predictors/meanFieldPredictor';
import { makeProblem, type Problem } from '../../../src/engine/predictors/problem';
import { SparsePredictor } from '../../../src/engine/predictors/sparsePredictor';
import { noPause } from '../../../src/engine/work/pause';
import { recordedTimes } from '../../../src/engine/run/recordedTimes';
import type { Backend } from '../../../src/engine/tensor/backend';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import { defaultSpec } from '../../../src/protocol/fields';

let backend: Backend;
beforeAll(async () => {
  backend = await createFloat64Backend();
});
afterAll(() => {
  backend.close();
});

/** f on the probe points and its Monte-Carlo error, root mean squares over them, at every recorded time. */
async function outputs(problem: Problem, times: Float64Array, exact: boolean) {
  const particles = await MeanFieldPredictor.create(backend, problem, exact, []);
  const predictor = exact ? particles : new SparsePredictor(particles, problem, times);
  const probe: Float64Array[] = [];
  const error: number[] = [];
  for (const t of times) {
    await predictor.advance(t, noPause);
    const prediction = await predictor.predict();
    probe.push(prediction.probe);
    error.push(rms(prediction.probeError ?? Float64Array.of(NaN)));
  }
  predictor.close();
  return { probe, error };
}

function rms(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

const particles = 2048;
const cases: [string, Partial<ExperimentSpec>][] = [
  ['the default experiment', {}],
  ['the mean-field scaling', { alpha: 1 }],
  ['another activation and target', { activation: 'tanh', target: 'sine' }],
];

describe('particles on the page', () => {
  it.each(cases)('%s: the numerical error stays below the Monte-Carlo error of 16 384', async (_, change) => {
    const spec = { ...defaultSpec, ...change, particles };
    const problem = makeProblem(spec);
    const times = recordedTimes(spec);
    const quick = await outputs(problem, times, false);
    const tight = await outputs(problem, times, true);
    const errors = times.map((_t, k) => rms(quick.probe[k].map((f, i) => f - tight.probe[k][i])));
    // M⁻½; from the end, where it is largest: the estimate from two halves is itself random.
    const last = tight.error[times.length - 1] * Math.sqrt(particles / 16384);
    expect(last).toBeGreaterThan(1e-3);
    expect(Math.max(...errors)).toBeLessThan(0.5 * last);
    // An error must be there at all: the tight solution is not the quick one.
    expect(Math.max(...errors)).toBeGreaterThan(1e-6);
  });
});

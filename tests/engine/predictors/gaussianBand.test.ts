import { expect, it } from 'vitest';
import { createAskHere } from '../../../src/engine/tasks/askHere';
import { RunCollector } from '../../../src/experiments/runNumbers';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import { requireSpec } from '../../../src/protocol/validate';

const ask = createAskHere();

/** A run's numbers at one time. */
async function limitAt(spec: ExperimentSpec, t: number) {
  const collector = new RunCollector();
  await ask(
    'run',
    { spec, predictors: ['ntk'], times: [t] },
    {
      onEvent: (event) => {
        if (event.kind !== 'progress') collector.receive(event);
      },
    },
  );
  return collector.numbers();
}

/** The band of the limit and the sample variance of finite networks, both the mean over the probe points at time t. */
async function bandAndEnsemble(given: object, t: number, count: number): Promise<[number, number]> {
  const spec = requireSpec({ n: 3, width: 64, centred: false, precision: 'float64', ...given });
  const { header, series } = await limitAt(spec, t);
  const seeds = Array.from({ length: count }, (_, s) => s);
  const { members } = await ask('ensemble', { spec, seeds, times: [t] });
  const band = series.ntk!.probeVariance!;
  let [expected, sample] = [0, 0];
  for (let i = 0; i < header.p; i++) {
    expected += band[i];
    const mean = members.reduce((sum, { probe }) => sum + probe[i], 0) / count;
    sample +=
      members.reduce((sum, { probe }) => sum + (probe[i] - mean) * (probe[i] - mean), 0) / (count - 1);
  }
  return [expected / header.p, sample / header.p];
}

it.each([
  { alpha: 4 },
  { alpha: 100 },
  { alpha: 1, outputLaw: 'signs' },
  { preset: 'fang', alpha: 3, sigmaA: 2 },
  { preset: 'fang', alpha: 3, lrRule: '12' },
  { preset: 'fang', alpha: 3, lrRule: '11' },
  { preset: 'jacot', alpha: 3 },
  { preset: 'hayou' },
  { preset: 'huang-yau', sigmaA: 0.5 },
  { preset: 'standard' },
  { preset: 'mup' },
])('is the variance over finite networks at t = 0: %o', async (given) => {
  const count = 1200;
  const [band, sample] = await bandAndEnsemble(given, 0, count);
  // With one hidden layer the variance at t = 0 is exact at every width. Four standard errors √(2/N) of a variance of Gaussian draws
  // that are wholly dependent over the probes; a product of two Gaussians a neuron adds an excess kurtosis below 9/m, here 7 % of it.
  expect(Math.abs(sample / band - 1)).toBeLessThan(4 * Math.sqrt((2 + 9 / 64) / count));
});

it.each([
  // At α ≥ √m the kernel of a network moves by O(1/√m) of itself while it learns: its variance is off by a share of that order.
  { alpha: 100 },
  { preset: 'fang', alpha: 40 },
  { preset: 'jacot' },
])('is the variance over finite networks at t = 3: %o', async (given) => {
  const count = 300;
  const [band, sample] = await bandAndEnsemble({ ...given, width: 128, activation: 'tanh' }, 3, count);
  expect(Math.abs(sample / band - 1)).toBeLessThan(4 * Math.sqrt(2 / count) + 0.1);
});

it('has the sd 0.276 of 4,000 networks at α = 4 and 6.90 at α = 100 (independent implementation, float64)', async () => {
  for (const [alpha, sd] of [
    [4, 0.276],
    [100, 6.9],
  ]) {
    const spec = requireSpec({ centred: false, alpha, precision: 'float64' });
    const { series } = await limitAt(spec, 0);
    // √(1/(2·4000)) = 1.1 % is their standard error.
    expect(Math.abs(Math.sqrt(series.ntk!.probeVariance![0]) / sd - 1)).toBeLessThan(0.034);
  }
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { densityOfSpec } from '../../../src/engine/density/densityOfSpec';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { MeanFieldPredictor } from '../../../src/engine/predictors/meanFieldPredictor';
import { makeSetup } from '../../../src/engine/predictors/setup';
import { createAskHere } from '../../../src/engine/tasks/askHere';
import type { Backend } from '../../../src/engine/tensor/backend';
import { noPause } from '../../../src/engine/work/pause';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import type { DensityFrame, DensityStart } from '../../../src/protocol/meanField';
import { validateSpec } from '../../../src/protocol/validate';

const ask = createAskHere();
let backend: Backend;
beforeAll(async () => {
  backend = await createFloat64Backend();
});
afterAll(() => {
  backend.close();
});

const frozen = {
  outputLaw: 'signs',
  trained: 'hidden',
  sigmaB: 0,
  n: 4,
  particles: 16384,
  horizon: 4,
} as const;

function legal(input: Partial<ExperimentSpec>): ExperimentSpec {
  const { spec, problems } = validateSpec({ ...frozen, ...input });
  expect(problems).toEqual([]);
  return spec;
}

async function density(spec: ExperimentSpec, cells: number, times: readonly number[]) {
  let start: DensityStart | null = null;
  const moments: DensityFrame[] = [];
  await ask(
    'density',
    { spec, cells, times },
    {
      onEvent: (event) => {
        if (event.kind === 'start') start = event;
        else moments.push(event);
      },
    },
  );
  return { start: start as DensityStart | null, moments };
}

async function particles(spec: ExperimentSpec, times: readonly number[]) {
  const predictor = await MeanFieldPredictor.create(backend, makeSetup(spec), true, []);
  const found = [];
  for (const t of times) {
    await predictor.advance(t, noPause);
    found.push(await predictor.predict());
  }
  predictor.close();
  return found;
}

const times = [0, 1, 4];

describe('the density of a spec', () => {
  it.each([
    ['the default network at α = 1', 64, { alpha: 1 }],
    ['at α = √m', 64, { alpha: 'sqrt', width: 64, horizon: 4 }],
    [
      'Fang in one dimension, not centred',
      128,
      { preset: 'fang', dataset: 'line', alpha: 2, centred: false },
    ],
    [
      'FDZ’s rule (13), logistic',
      64,
      { preset: 'fang', lrRule: '13', alpha: 3, width: 20, loss: 'logistic' },
    ],
    ['μP', 64, { preset: 'mup', width: 64 }],
    ['with a hidden decay', 64, { alpha: 1, decayTheta: 0.3 }],
  ] as [string, number, Partial<ExperimentSpec>][])(
    'is what the particles sample: %s',
    async (_, cells, change) => {
      const spec = legal(change);
      const { start, moments } = await density(spec, cells, times);
      const sampled = await particles(spec, times);
      expect(moments).toHaveLength(times.length);
      expect(start!.extent).toBeGreaterThan(0);
      let learned = 0;
      moments.forEach((moment, k) => {
        const { probe, probeError } = sampled[k];
        moment.probe.forEach((f, i) => {
          // The reported error of four populations is one standard deviation of Student's t₃: 5 of them, and twice that of the grid.
          const allowed = 5 * (probeError?.[i] ?? 0) + 2 * moment.probeError[i] + 1e-3;
          expect(Math.abs(f - probe[i])).toBeLessThan(allowed);
          expect(allowed).toBeLessThan(0.05);
          learned = Math.max(learned, Math.abs(f));
        });
        expect(Math.abs(moment.mass - 1)).toBeLessThan(1e-12);
        expect(moment.least).toBeGreaterThanOrEqual(0);
        expect(moment.atBorder).toBeLessThan(1e-6);
      });
      expect(learned).toBeGreaterThan(0.1);
    },
  );

  it('enlarges its grid until the density fits', async () => {
    const still = await density(legal({ alpha: 1, horizon: 0.01 }), 32, [0.01]);
    const spread = legal({ alpha: 1, optimizer: 'noisy', temperature: 2, lr: 0.1 });
    const wide = await density(spread, 32, [4]);
    expect(wide.start!.extent).toBeGreaterThan(1.2 * still.start!.extent);
    expect(wide.moments[0].atBorder).toBeLessThan(1e-5);
  });

  it.each([
    ['d', { dataset: 'sphere', d: 5 }],
    ['outputLaw', { outputLaw: 'gaussian' }],
    ['trained', { trained: 'all' }],
    ['sigmaB', { sigmaB: 0.3 }],
    ['preset', { preset: 'standard', sigmaB: 0.3 }],
    ['depth', { depth: 2 }],
    ['optimizer', { optimizer: 'momentum' }],
  ] as [string, Partial<ExperimentSpec>][])(
    'refuses what has none, naming %s, the rule and the remedy',
    (field, change) => {
      const { spec } = validateSpec({ ...frozen, ...change });
      expect(() => densityOfSpec(spec)).toThrow(new RegExp(`^${field} must be .+, got .+; use .+$`));
    },
  );
});

import { describe, expect, it } from 'vitest';
import { createAskHere } from '../../../src/engine/tasks/askHere';
import { RunCollector } from '../../../src/experiments/runNumbers';
import { defaultSpec } from '../../../src/protocol/fields';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';

const ask = createAskHere();
const times = [0, 0.5, 4];
const spec: ExperimentSpec = { ...defaultSpec, width: 24, centred: false, precision: 'float64' };
/** Three of the circle's 97 probe points, evenly thinned. */
const chosen = [16, 48, 80];

async function runOf(one: ExperimentSpec, predictors: ExperimentSpec['predictors'] = ['nn', 'nth4', 'ntk']) {
  const collector = new RunCollector();
  await ask(
    'run',
    { spec: one, predictors, times },
    {
      onEvent: (event) => {
        if (event.kind !== 'progress') collector.receive(event);
      },
    },
  );
  return collector.numbers();
}

describe('an ensemble', () => {
  it.each([false, true])('holds what the runs of its seeds hold, centred: %s', async (centred) => {
    const { members } = await ask('ensemble', {
      spec: { ...spec, centred },
      seeds: [7, 2],
      times,
      hierarchyProbe: chosen,
    });
    expect(members.map(({ seed }) => seed)).toEqual([7, 2]);
    const { header, series } = await runOf({ ...spec, centred, seed: 2 });
    // The same network integrated by the same steps: the same bits.
    expect(members[1].train).toEqual(series.nn!.train.slice(0, times.length * header.n));
    expect(members[1].probe).toEqual(series.nn!.probe.slice(0, times.length * header.p));
    const expected = times.flatMap((_, k) => chosen.map((i) => series.nth4!.probe[k * header.p + i]));
    // Other rows of the hierarchy are integrated with it, so that its steps differ: its tolerance is 1e-9 relative.
    members[1].hierarchy!.probe.forEach((value, k) =>
      expect(Math.abs(value - expected[k])).toBeLessThan(1e-7),
    );
  });

  it('has slices of the kernel whose matrix it has', async () => {
    // Three points on the circle lie at γ = −2π/3, 0, 2π/3: the second, fourth and sixth of seven places.
    const three: ExperimentSpec = { ...spec, n: 3 };
    const [n, places] = [3, 7];
    const slice = { places };
    const { kernel, slice: limitSlice } = await ask('limit', { spec: three, times, slice });
    const request = { spec: three, seeds: [5], times, kernelTimes: [0, 2], slice };
    const [one] = (await ask('ensemble', request)).members;
    for (let i = 0; i < n; i++) {
      for (const k of [0, 1]) {
        const entry = one.kernels[k * n * n + n + i];
        // Points of the circle in other roundings.
        expect(Math.abs(one.slices[k * places + 2 * i + 1] - entry)).toBeLessThan(
          1e-12 * Math.abs(kernel[0]),
        );
      }
      expect(Math.abs(limitSlice[2 * i + 1] - kernel[n + i])).toBeLessThan(1e-12 * kernel[0]);
    }
  });

  it('ends in NaN where a network diverges, and goes on with the next', async () => {
    const steep: ExperimentSpec = { ...spec, activation: 'relu', optimizer: 'gd', lr: 50 };
    const { members } = await ask('ensemble', { spec: steep, seeds: [0, 1], times: [0, 5000] });
    for (const { divergedAt, train, probe } of members) {
      expect(divergedAt).toBeGreaterThan(0);
      expect(Number.isFinite(train[0])).toBe(true);
      expect(Number.isNaN(train.at(-1)) && Number.isNaN(probe.at(-1))).toBe(true);
    }
  });

  it('refuses times that do not ascend', async () => {
    await expect(ask('ensemble', { spec, seeds: [0], times: [1, 0] })).rejects.toThrow(/ascending, got 0/);
  });
});

describe('the limit', () => {
  it('is the predictor of runs, with the covariance whose diagonal that has', async () => {
    const answer = await ask('limit', { spec, times, covariancePoints: 3 });
    const { series } = await runOf(spec, ['ntk']);
    const { p } = answer;
    expect(answer.probe).toEqual(series.ntk!.probe.slice(0, times.length * p));
    for (let k = 0; k < times.length; k++)
      chosen.forEach((i, a) => {
        const variance = answer.covariance[k * 9 + a * 3 + a];
        expect(Math.abs(variance - answer.probeVariance[k * p + i])).toBeLessThan(1e-12);
        expect(Math.abs(variance - series.ntk!.probeVariance![k * p + i])).toBeLessThan(1e-12);
      });
  });

  it('has the covariance of wide networks', async () => {
    const width = 512;
    const count = 200;
    const { covariance, probe, p } = await ask('limit', { spec, times, covariancePoints: 3 });
    const { members } = await ask('ensemble', {
      spec: { ...spec, width },
      seeds: Array.from({ length: count }, (_, s) => s),
      times,
    });
    for (const k of [0, 2])
      for (const a of [0, 1, 2])
        for (const b of [0, 1, 2]) {
          const at = (i: number, s: number): number => members[s].probe[k * p + i] - probe[k * p + i];
          const sample = members.reduce((sum, _, s) => sum + at(chosen[a], s) * at(chosen[b], s), 0) / count;
          const c = (i: number, j: number): number => covariance[k * 9 + i * 3 + j];
          // Var(xy) of a Gaussian pair is Σ_aa Σ_bb + Σ_ab²; four of its standard errors, and a term of order 1/m.
          const error = Math.sqrt((c(a, a) * c(b, b) + c(a, b) * c(a, b)) / count);
          expect(Math.abs(sample - c(a, b))).toBeLessThan(4 * error + 10 / width);
        }
  });

  it('is certain for a centred network, and has the output scale of the spec', async () => {
    const centred = await ask('limit', { spec: { ...spec, centred: true }, times, covariancePoints: 3 });
    expect(Math.max(...centred.probeVariance, ...centred.covariance)).toBe(0);
    const ntk = await ask('limit', { spec, times, covariancePoints: 3 });
    const small = await ask('limit', {
      spec: { ...spec, alpha: Math.sqrt(spec.width) / 3 },
      times,
      covariancePoints: 3,
    });
    // f₀ is a third as large; lazy time keeps Θ's clock (Mathematics §4).
    expect(small.covariance[0] * 9).toBeCloseTo(ntk.covariance[0], 12);
    expect(small.eigenvalues[0]).toBeCloseTo(ntk.eigenvalues[0], 12);
  });
});

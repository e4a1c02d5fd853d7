/** A member's numbers are those that a run of the same experiment shows, measured by the page's own error. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createAskHere } from '../../../src/engine/tasks/askHere';
import { RunCollector, type RunNumbers } from '../../../src/experiments/runNumbers';
import { simpleTheories } from '../../../src/protocol/quantities/theories';
import { hierarchyTheories } from '../../../src/protocol/quantities/hierarchies';
import type { PredictorName } from '../../../src/protocol/predictors';
import { sweepMembers, type SweepRow } from '../../../src/protocol/sweep';
import { requireSpec } from '../../../src/protocol/validate';

const theories: readonly PredictorName[] = [...simpleTheories, ...hierarchyTheories];
const ask = createAskHere();

const rowOf = (patch: Parameters<typeof requireSpec>[0]): Promise<SweepRow> => {
  const base = requireSpec(patch);
  const [member] = sweepMembers({ base, axes: [], outputs: [] });
  return ask('member', { member, outputs: ['drift', 'motion', 'theories', 'hierarchies'] });
};

/** √ of the mean over the probe points at each time; of `a − b` where b is given. */
function rms(a: Float64Array, b: Float64Array | null, p: number): number[] {
  return Array.from({ length: a.length / p }, (_, k) =>
    Math.sqrt(
      a.subarray(k * p, (k + 1) * p).reduce((sum, v, i) => sum + (v - (b ? b[k * p + i] : 0)) ** 2, 0) / p,
    ),
  );
}

describe('errors of theories and motion', () => {
  // The sizes of the default experiment with few particles: 0.2 s. At α = 2 every theory is off by a visible amount.
  const small = { width: 24, alpha: 2, horizon: 6, particles: 256 } as const;
  let run: RunNumbers;
  let row: SweepRow;
  beforeAll(async () => {
    const collector = new RunCollector();
    const spec = requireSpec(small);
    await ask('run', { spec, predictors: ['nn', ...theories] }, { onEvent: collector.receive });
    run = collector.numbers();
    row = await rowOf(small);
  });

  it.each(theories)('%s: the largest error of its curves over the largest output', (name) => {
    const { p } = run.header;
    const nn = run.series.nn!.probe;
    const scale = Math.max(...rms(nn, null, p));
    const expected = Math.max(...rms(run.series[name]!.probe, nn, p)) / scale;
    expect(expected).toBeGreaterThan(0.001);
    // The same arithmetic on the same curves but for the order of a sum.
    expect(row.values[`theory.${name}`]! / expected).toBeCloseTo(1, 10);
  });

  it('the sampling error is that of the particles, and theirs alone', () => {
    const { p } = run.header;
    const scale = Math.max(...rms(run.series.nn!.probe, null, p));
    const expected = Math.max(...rms(run.series.meanField!.probeError!, null, p)) / scale;
    expect(row.values['theory.meanField.sampling']! / expected).toBeCloseTo(1, 10);
  });

  it('motion is that of the layers, and of both together between them', () => {
    const { count, motion } = run.series.nn!;
    const [hidden, output] = motion!.subarray(2 * (count - 1));
    expect(row.values['motion.hidden']! / hidden).toBeCloseTo(1, 10);
    expect(row.values['motion.output']! / output).toBeCloseTo(1, 10);
    expect(row.values.motion).toBeGreaterThan(Math.min(hidden, output));
    expect(row.values.motion).toBeLessThan(Math.max(hidden, output));
  });

  it('mean field at the same α is the same for every width', async () => {
    // Asked here one after another, with the memory of one engine, and once more without it.
    const wide = { ...small, width: 48 };
    const [again] = sweepMembers({ base: requireSpec(wide), axes: [], outputs: [] });
    const fresh = await createAskHere()('member', { member: again, outputs: ['theories'] });
    const shared = await rowOf(wide);
    expect(shared.values['theory.meanField']).toBe(fresh.values['theory.meanField']);
    expect(shared.values['theory.meanField']).not.toBe(row.values['theory.meanField']);
  });

  it('nor has the limit of two layers a width: the run’s own at m = 16 is the one of the plane', async () => {
    const deep = { ...small, depth: 2, width: 16, horizon: 1 };
    const collector = new RunCollector();
    await ask(
      'run',
      { spec: requireSpec(deep), predictors: ['nn', 'meanField'] },
      { onEvent: collector.receive },
    );
    const { header, series } = collector.numbers();
    const nn = series.nn!.probe;
    const expected =
      Math.max(...rms(series.meanField!.probe, nn, header.p)) / Math.max(...rms(nn, null, header.p));
    const [member] = sweepMembers({ base: requireSpec(deep), axes: [], outputs: [] });
    const { values } = await ask('member', { member, outputs: ['theories'] });
    // Rounding of α/m at another m, far below the sampling error.
    expect(values['theory.meanField']! / expected).toBeCloseTo(1, 6);
  });

  it('a network that diverges has no errors, and its end counts as infinite', async () => {
    const { values } = await rowOf({ ...small, optimizer: 'gd', lr: 5, horizon: 500, activation: 'relu' });
    expect(values['diverged.nn']).toBeGreaterThan(0);
    for (const name of ['motion', ...theories.map((one) => `theory.${one}`)]) expect(values[name]).toBeNull();
  });
});

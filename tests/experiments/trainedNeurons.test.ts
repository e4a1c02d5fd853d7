import { expect, it } from 'vitest';
import { createFloat64Backend } from '../../src/engine/float64/float64Backend';
import { Member } from '../../src/engine/quantities/member';
import { firstLayer } from '../../src/engine/quantities/firstLayer';
import { neurons } from '../../src/engine/quantities/neurons';
import { Recent } from '../../src/engine/work/recent';
import { noPause } from '../../src/engine/work/pause';
import { fdz4 } from '../../src/experiments/fdz/fdz4';
import { fdz8 } from '../../src/experiments/fdz/fdz8';
import { fdz11 } from '../../src/experiments/fdz/fdz11';
import type { Finding } from '../../src/experiments/finding';
import type { Evidence } from '../../src/experiments/needs';
import { makeData } from '../../src/theory/data/makeData';
import { rowOf } from './rows';

const member = async (quantity: typeof neurons, change: object): Promise<Record<string, number>> => {
  const spec = { ...fdz11.spec, n: 12, width: 64, horizon: 4, ...change };
  const made = new Member(await createFloat64Backend(), spec, [quantity.needs], noPause, new Recent(1));
  return (await quantity.compute(made)) as Record<string, number>;
};

it('neurons: the variance of the draws is that of FDZ eq. 24, for both laws', async () => {
  const found = await member(neurons, {});
  for (const law of ['uniform', 'importance']) {
    // 100 draws: the mean of their squares within a tenth or two.
    const ratio = found[`neurons.drawn.${law}`] / found[`neurons.stated.${law}`];
    expect(Math.abs(ratio - 1), law).toBeLessThan(0.4);
  }
});

it('neurons: where every |u| is the same, importance is uniform in law', async () => {
  const found = await member(neurons, { outputLaw: 'signs', trained: 'hidden' });
  expect(found['neurons.stated.importance']).toBeCloseTo(found['neurons.stated.uniform'], 10);
});

it('first layer: isotropic weights have a high rank and no preference, and a frozen layer does not change', async () => {
  const d = 64;
  const found = await member(firstLayer, { width: 4096, horizon: 0.01, trained: 'output' });
  // Marchenko–Pastur at d/m = 1/64: the participation ratio is d/(1 + d/m), the largest share (1 + 1/8)²/d.
  expect(found['w1.rank.0']).toBeCloseTo(d / (1 + d / 4096), 0);
  expect(Math.abs((found['w1.top.0'] * d) / 1.125 ** 2 - 1)).toBeLessThan(0.05);
  expect(Math.abs(found['w1.inputs.0'] - 1)).toBeLessThan(0.1);
  expect(found['w1.rank.T']).toBe(found['w1.rank.0']);
  expect(found['w1.rank.change']).toBeNull();
});

it('FDZ8: structure is a leading direction, fewer directions and those of the inputs, all three', () => {
  const check = (top: number, rank: number, inputs: number): Finding =>
    fdz8.check({
      rows: [
        rowOf(
          { seed: 0 },
          Object.fromEntries(
            Object.entries({ top: [0.02, top], rank: [60, rank], inputs: [1, inputs] }).flatMap(
              ([name, [start, end]]) => [
                [`w1.${name}.0`, start],
                [`w1.${name}.T`, end],
                [`w1.${name}.change`, end],
              ],
            ),
          ),
        ),
      ],
    });
  expect(check(0.2, 20, 1.5).grade).toBe('seen');
  expect(check(0.01, 20, 1.5).grade).toBe('notSeen');
  expect(check(0.2, 61, 1.5).grade).toBe('notSeen');
  expect(check(0.2, 20, 0.9).grade).toBe('notSeen');
  expect(fdz8.check({ rows: [] }).grade).toBe('undecided');
});

it('FDZ11: importance must err less in training and test, and the draws must scatter as stated', () => {
  const check = (train: number, test: number, scatter: number): Finding =>
    fdz11.check({
      rows: [0, 1, 2].map((seed) => {
        const factor = 1 + seed / 10;
        return rowOf(
          { seed },
          {
            'neurons.train.uniform': 0.1 * factor,
            'neurons.train.importance': train * factor,
            'neurons.test.uniform': 0.2 * factor,
            'neurons.test.importance': test * factor,
            'neurons.stated.uniform': 0.4 * factor,
            'neurons.drawn.uniform': 0.4 * factor,
            'neurons.stated.importance': 0.2 * factor,
            'neurons.drawn.importance': 0.2 * scatter * factor,
          },
        );
      }),
    });
  expect(check(0.05, 0.1, 1.1).grade).toBe('seen');
  expect(check(0.11, 0.1, 1.1).grade).toBe('notSeen');
  expect(check(0.05, 0.21, 1.1).grade).toBe('notSeen');
  expect(check(0.05, 0.1, 2).grade).toBe('notSeen');
  expect(fdz11.check({ rows: [] }).grade).toBe('undecided');
});

it('FDZ4: both gaps, in training and at held-out points, must be the smaller on the easy data', () => {
  type Run = Evidence<typeof fdz4.needs>['hard'][number];
  /** The linearisation is the network, but for a gap in the training loss and outputs of 1 at the held-out points. */
  const run = (spec: Run['header']['spec'], train: number, test: number): Run => {
    const labels = 'sign' as const;
    const { p } = makeData({ ...spec, seed: spec.dataSeed, labels });
    const frames = (loss: number, f: number) => ({
      count: 1,
      loss: Float64Array.of(loss),
      probe: new Float64Array(p).fill(f),
    });
    return {
      header: { spec, p },
      series: { nn: frames(1, 0), linearised: frames(1 + train, test) },
    } as unknown as Run;
  };
  const easySpec = fdz4.needs.easy[0].spec;
  const check = (train: number, test: number): Finding =>
    fdz4.check({ hard: [run(fdz4.spec, 0.1, 1)], easy: [run(easySpec, train, test)] });
  const seen = check(0.01, 0.01);
  expect(seen.grade, seen.because).toBe('seen');
  expect(seen.numbers['train.digits']).toBeCloseTo(0.1, 12);
  expect(check(0.2, 0.01).grade).toBe('notSeen');
  expect(check(0.01, 5).grade).toBe('notSeen');
});

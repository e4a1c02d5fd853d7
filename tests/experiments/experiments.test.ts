import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '../../src/engine/analysis/analyse';
import { createFloat64Backend } from '../../src/engine/float64/float64Backend';
import type { Backend } from '../../src/engine/tensor/backend';
import { catalogue } from '../../src/experiments/catalogue';
import type { Experiment, Finding } from '../../src/experiments/experiment';
import { experimentLink, experiments } from '../../src/experiments/experiments';
import { timeExponents } from '../../src/experiments/hy/hy3';
import { residualSystemGap } from '../../src/experiments/hy/hy4';
import { sufficientWidthLaw } from '../../src/experiments/hy/hy8';
import { decodePermalink } from '../../src/protocol/permalink';
import type { SweepRow } from '../../src/protocol/sweep';
import { sweepMembers } from '../../src/protocol/sweep';
import { recordRun } from './recordRun';

let backend: Backend;
beforeAll(async () => {
  backend = await createFloat64Backend();
});
afterAll(() => backend.close());

const named = (id: string): Experiment => {
  const found = experiments.find((experiment) => experiment.id === id);
  if (!found) throw new Error(`no experiment ${id}`);
  return found;
};

describe('the list', () => {
  it('has HY1 … HY9, N1 and N2, each with an address that opens exactly it', () => {
    expect(experiments.map(({ id }) => id)).toEqual([
      ...Array.from({ length: 9 }, (_, i) => `HY${i + 1}`),
      'N1',
      'N2',
    ]);
    for (const experiment of experiments) {
      const { spec, problems } = decodePermalink(experimentLink(experiment));
      expect(problems, experiment.id).toEqual([]);
      expect(spec, experiment.id).toEqual(experiment.spec);
    }
  });

  it('is in the menu, under addresses that differ', () => {
    expect(new Set(catalogue.map(({ link }) => link)).size).toBe(catalogue.length);
    for (const experiment of experiments)
      expect(catalogue.some(({ link }) => link === experimentLink(experiment))).toBe(true);
  });

  it('says what to look for in two or three sentences', () => {
    for (const { id, lookFor } of experiments) {
      const sentences = lookFor.split(/[.:] (?=[A-Z])/).length;
      expect(sentences, id).toBeGreaterThanOrEqual(2);
      expect(sentences, id).toBeLessThanOrEqual(4);
    }
  });

  it('has legal sweeps of a browser’s size, of which the base is the experiment', () => {
    for (const { id, spec, sweep } of experiments) {
      if (!sweep) continue;
      const looked = { tab: spec.tab, predictors: spec.predictors };
      const swept = Object.fromEntries(sweep.axes.map(({ field }) => [field, spec[field]]));
      expect({ ...sweep.base, ...looked, ...swept }, id).toEqual(spec);
      expect(sweepMembers(sweep).length, id).toBeLessThanOrEqual(64);
    }
  });

  it('judges nothing without numbers', () => {
    for (const { check } of experiments) expect(check({}).seen).toBeNull();
  });
});

/** Rows in which every quantity is an exact power of one field, but for a factor of the seed. */
function powerRows(
  field: 'width' | 'alpha',
  laws: Readonly<Record<string, number>>,
  extra: SweepRow['overrides'] = {},
): SweepRow[] {
  return [8, 16, 32, 64].flatMap((x) =>
    [0, 1, 2].map((seed) => ({
      key: `${field}=${x}&seed=${seed}`,
      overrides: { ...extra, [field]: x, seed },
      values: Object.fromEntries(
        Object.entries(laws).map(([name, slope]) => [name, (1 + 0.1 * seed) * x ** slope]),
      ),
      problem: null,
      seconds: 0,
    })),
  );
}

describe('the checks tell a claim from its opposite', () => {
  const cases: [string, 'width' | 'alpha', Record<string, number>, Record<string, number>][] = [
    ['HY1', 'width', { 'k3.max': -1, 'k4.max': -1, 'k5.max': -2 }, { 'k3.max': -1, 'k4.max': -0.5 }],
    ['HY2', 'width', { rate: -1, drift: -1 }, { rate: -0.5 }],
    ['HY3', 'width', { 'error.p2': -1, 'error.p4': -1.8 }, { 'error.p2': -1, 'error.p4': -1 }],
    [
      'N1',
      'width',
      { 'jacobian.rms': -1, 'linear.rms': 0, 'quadratic.rms': -1 },
      { 'jacobian.rms': -1, 'linear.rms': 0, 'quadratic.rms': 0 },
    ],
    ['N2', 'alpha', { 'linear.rms': 0, 'quadratic.rms': -1 }, { 'linear.rms': -1, 'quadratic.rms': -1 }],
  ];
  it.each(cases)('%s', (id, field, law, other) => {
    const { check } = named(id);
    expect(check({ rows: powerRows(field, law) }).seen).toBe(true);
    expect(check({ rows: powerRows(field, other) }).seen).toBe(false);
    expect(check({ rows: powerRows(field, law).slice(0, 3) }).seen).toBeNull();
  });

  it('HY9: both residual variants count', () => {
    const good = { 'k3.max': -1, 'k4.max': -1 };
    const rows = (scaled: Record<string, number>): SweepRow[] => [
      ...powerRows('width', good, { residual: 'resnet' }),
      ...powerRows('width', scaled, { residual: 'scaled' }),
    ];
    expect(named('HY9').check({ rows: rows(good) }).seen).toBe(true);
    expect(named('HY9').check({ rows: rows({ 'k3.max': 0, 'k4.max': -1 }) }).seen).toBe(false);
  });

  it('HY7: one run above its bound is enough', () => {
    const row = (seed: number, final: number): SweepRow => ({
      key: `depth=1&seed=${seed}`,
      overrides: { depth: 1, seed },
      values: { 'loss.final': final, 'loss.bound': 1e-2, 'lambda.min': 0.1 },
      problem: null,
      seconds: 0,
    });
    expect(named('HY7').check({ rows: [row(0, 1e-3), row(1, 9e-3)] }).seen).toBe(true);
    expect(named('HY7').check({ rows: [row(0, 1e-3), row(1, 2e-2)] }).seen).toBe(false);
  });

  it('HY8: error = n²/m has the sufficient width n²/ε', () => {
    const rows = [2, 4, 8].flatMap((n) =>
      powerRows('width', { 'error.p2': -1 }, { n }).map((row) => ({
        ...row,
        values: { 'error.p2': n * n * Number(row.values['error.p2']) },
      })),
    );
    expect(sufficientWidthLaw(rows, 2)?.slope).toBeCloseTo(2, 10);
    expect(named('HY8').check({ rows }).seen).toBe(true);
  });
});

describe('the claims that one run shows', () => {
  const expectSeen = ({ seen, text }: Finding): void => expect([text, seen]).toEqual([text, true]);

  it('HY3: the error grows as t^p', async () => {
    const run = await recordRun(named('HY3').spec, backend);
    expect(timeExponents(run).map(({ p }) => p)).toEqual([2, 3, 4]);
    expectSeen(named('HY3').check({ run }));
  });

  it('HY4: the (r, R) system is the hierarchy at p = 3, uncentred too', async () => {
    for (const change of [{}, { centred: false, alpha: 5 }]) {
      const spec = { ...named('HY4').spec, predictors: ['nn', 'linearised', 'nth3'] as const, ...change };
      const run = await recordRun(spec, backend);
      const analysis = await analyse({ spec, t: 0, order: 3 }, { backend, clock: { now: () => 0 } });
      expect(residualSystemGap(run, analysis)).toBeLessThan(1e-7);
      expectSeen(named('HY4').check({ run, analysis }));
      // The check can fail: another kernel is another system.
      const other = { ...analysis, k3: analysis.k3.map((k) => 1.01 * k) };
      expect(named('HY4').check({ run, analysis: other }).seen).toBe(false);
    }
  });

  it('HY5: the ladder holds at test points', async () => {
    const run = await recordRun({ ...named('HY5').spec, width: 128 }, backend);
    const found = named('HY5').check({ run });
    expectSeen(found);
    expect(found.text).toMatch(/p = 2: .*p = 5: /);
  });

  it('HY6: what is left after order j falls as η^{j+1}', async () => {
    const { spec, check } = named('HY6');
    const analysis = await analyse({ spec, t: 2, order: 3 }, { backend, clock: { now: () => 0 } });
    expectSeen(check({ analysis }));
  });
});

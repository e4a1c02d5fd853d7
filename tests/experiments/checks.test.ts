/** Every check tells its claim from the opposite, on made-up evidence of both. */
import { expect, it, describe } from 'vitest';
import type { Experiment } from '../../src/experiments/experiment';
import type { Finding } from '../../src/experiments/finding';
import { fdz6, type Student } from '../../src/experiments/fdz/fdz6';
import { hy1 } from '../../src/experiments/hy/hy1';
import { hy2 } from '../../src/experiments/hy/hy2';
import { hy5 } from '../../src/experiments/hy/hy5';
import { hy6 } from '../../src/experiments/hy/hy6';
import { hy7 } from '../../src/experiments/hy/hy7';
import { hy8, sufficientWidths } from '../../src/experiments/hy/hy8';
import { hy9 } from '../../src/experiments/hy/hy9';
import { j1 } from '../../src/experiments/jgh/j1';
import { j2 } from '../../src/experiments/jgh/j2';
import { j3 } from '../../src/experiments/jgh/j3';
import { lb1 } from '../../src/experiments/lb/lb1';
import type { Evidence, SweepNeed } from '../../src/experiments/needs';
import { n1 } from '../../src/experiments/notes/n1';
import { n2 } from '../../src/experiments/notes/n2';
import type { HierarchyAnalysis } from '../../src/protocol/analysis';
import type { SweepRow } from '../../src/protocol/sweep';
import { prngKey } from '../../src/theory/random/key';
import { normal } from '../../src/theory/random/normal';
import { powerRows, rowOf } from './rows';

type OfRows = Experiment<{ rows: SweepNeed }>;
type Laws = Readonly<Record<string, number>>;

describe('power laws', () => {
  const cases: [OfRows, 'width' | 'alpha', Finding['grade'], Laws][] = [
    [hy1, 'width', 'seen', { 'k3.max': -0.5, 'k4.max': -1, 'k5.max': -1.5 }],
    [hy1, 'width', 'otherExponent', { 'k3.max': -1, 'k4.max': -1, 'k5.max': -2 }],
    [hy1, 'width', 'notSeen', { 'k3.max': -1, 'k4.max': -0.5, 'k5.max': -2 }],
    [hy2, 'width', 'seen', { rate: -1, drift: -1 }],
    [hy2, 'width', 'otherExponent', { rate: -1.5, drift: -1 }],
    [hy2, 'width', 'notSeen', { rate: -0.5, drift: -0.5 }],
    [n1, 'width', 'seen', { 'jacobian.rms': -1, 'linear.rms': 0, 'quadratic.rms': -1.5 }],
    [n1, 'width', 'otherExponent', { 'jacobian.rms': -1, 'linear.rms': 0, 'quadratic.rms': -0.88 }],
    [n1, 'width', 'notSeen', { 'jacobian.rms': -1, 'linear.rms': 0, 'quadratic.rms': 0 }],
    [n2, 'alpha', 'seen', { 'linear.rms': 0, 'quadratic.rms': -1 }],
    [n2, 'alpha', 'otherExponent', { 'linear.rms': 0, 'quadratic.rms': -2 }],
    [n2, 'alpha', 'notSeen', { 'linear.rms': -1, 'quadratic.rms': -1 }],
  ];
  it.each(cases.map(([{ id }, , grade], i) => [id, grade, i] as const))('%s: %s', (_, grade, i) => {
    const [experiment, field, , laws] = cases[i];
    const rows = powerRows(field, laws);
    const found = experiment.check({ rows });
    expect(found.grade, found.because).toBe(grade);
    expect(experiment.check({ rows: rows.slice(0, 3) }).grade).toBe('undecided');
  });

  it('N1 states the exponent that it measured and the one it was to be', () => {
    const laws = { 'jacobian.rms': -1, 'linear.rms': 0, 'quadratic.rms': -0.88 };
    const { because, numbers } = n1.check({ rows: powerRows('width', laws) });
    expect(because).toContain('−0.88');
    expect(because).toContain('more slowly than the notes’ heuristic m^{−3/2}');
    expect(numbers['quadratic.slope']).toBeCloseTo(-0.88, 10);
    expect(numbers['quadratic.stated']).toBe(-1.5);
    expect(numbers.width).toEqual([8, 16, 32, 64]);
  });

  it('HY9: both residual variants count', () => {
    const good = { 'k3.max': -0.5, 'k4.max': -1 };
    const check = (scaled: Laws) =>
      hy9.check({
        rows: [
          ...powerRows('width', good, { residual: 'resnet' }),
          ...powerRows('width', scaled, { residual: 'scaled' }),
        ],
      });
    expect(check(good).grade).toBe('seen');
    expect(check({ 'k3.max': -1, 'k4.max': -1 }).grade).toBe('otherExponent');
    expect(check({ 'k3.max': 0, 'k4.max': -1 }).grade).toBe('notSeen');
    expect(hy9.check({ rows: powerRows('width', good, { residual: 'scaled' }) }).grade).toBe('undecided');
  });
});

describe('HY7', () => {
  /** L(T) = L(0) e^{−rate·λT} with λT = 4. */
  const row = (depth: number, seed: number, rate: number, lambda = 0.1): SweepRow =>
    rowOf(
      { depth, seed },
      {
        'loss.initial': 1,
        'loss.final': Math.exp(-4 * rate),
        'loss.bound': Math.exp(-2),
        'lambda.min': lambda,
      },
    );

  it('one run above its bound is enough', () => {
    expect(hy7.check({ rows: [row(1, 0, 0.55), row(1, 1, 0.52)] }).grade).toBe('seen');
    expect(hy7.check({ rows: [row(1, 0, 0.55), row(1, 1, 0.4)] }).grade).toBe('notSeen');
    expect(hy7.check({ rows: [] }).grade).toBe('undecided');
  });

  it('a faster decay keeps the bound with another exponent, and both are said', () => {
    const { grade, because, numbers } = hy7.check({ rows: [row(1, 0, 2), row(2, 0, 2, 0.05)] });
    expect(grade).toBe('otherExponent');
    expect(because).toContain('1: 2.00, 2: 2.00, where the bound has 0.5');
    expect(because).toContain('it shrinks, where HY expect it to grow');
    (numbers['rate.overLambda'] as number[]).forEach((rate) => expect(rate).toBeCloseTo(2, 10));
  });
});

describe('HY8', () => {
  /** error = n^power/m. */
  const rows = (power: number): SweepRow[] =>
    [2, 4, 8].flatMap((n) =>
      powerRows('width', { error: -1 }, { n }).map(({ overrides, values }) => {
        const error = n ** power * Number(values.error);
        return rowOf(overrides, { 'error.p2': error, 'error.p4': error });
      }),
    );

  it('error = n²/m has the sufficient width 1.1 n²/ε, 1.1 being the median seed’s factor', () => {
    for (const { n, width } of sufficientWidths(rows(2), 2))
      expect(width).toBeCloseTo((1.1 * n * n) / 0.02, 6);
  });

  it.each([
    [3.4, 'notSeen'], // p = 4 is to need no more than n³
    [3, 'otherExponent'],
    [1, 'otherExponent'],
  ] as const)('width ∝ n^%f: %s', (power, grade) => {
    const found = hy8.check({ rows: rows(power) });
    expect(found.grade, found.because).toBe(grade);
  });

  it('gives the widths, and every guide through the first of them, as numbers and as a plot', () => {
    const { numbers, plot } = hy8.check({ rows: rows(1) });
    expect(numbers['n.p2']).toEqual([2, 4, 8]);
    const widths = numbers['width.p2'] as number[];
    [1, 2, 3, 3.5, 4].forEach((power) => {
      const guide = numbers[`guide.n^${power}`] as number[];
      expect(guide[0]).toBeCloseTo(widths[0], 9);
      expect(guide[2] / guide[0]).toBeCloseTo(4 ** power, 6);
    });
    expect(plot?.guides.map(({ slope }) => slope)).toEqual([4, 3.5, 3, 2, 1]);
    expect(plot?.series[0].y).toEqual(widths);
  });
});

it('HY5: an order that is no better than the one before it breaks the ladder', () => {
  const times = Float64Array.of(0, 1, 2);
  const spec = { ...hy5.spec, horizon: 8 };
  const frames = (error: number) => ({
    predictor: 'nn' as const,
    count: 3,
    train: new Float64Array(3),
    probe: new Float64Array(3).fill(error),
    loss: new Float64Array(3),
  });
  const check = (p3: number): Finding =>
    hy5.check({
      run: {
        header: { spec, times, n: 1, p: 1 },
        series: { nn: frames(0), linearised: frames(0.1), nth3: frames(p3), nth4: frames(0.01) },
      },
    } as unknown as Evidence<typeof hy5.needs>);
  expect(check(0.05).grade).toBe('seen');
  expect(check(0.2).grade).toBe('notSeen');
});

it('HY6: what is left must fall by an order more each time', () => {
  const check = (power: (j: number) => number): Finding =>
    hy6.check({
      kernels: {
        k2: Float64Array.of(1),
        discrete: [1, 0.5, 0.25].map((eta) => ({
          eta,
          change: eta,
          residuals: [0, 1, 2, 3].map((j) => eta ** power(j)),
        })),
      } as unknown as HierarchyAnalysis,
    });
  expect(check((j) => j + 1).grade).toBe('seen');
  expect(check((j) => j).grade).toBe('notSeen');
});

describe('JGH', () => {
  const frames = (
    part: Partial<Record<'train' | 'probe' | 'probeVariance', Float64Array>>,
    count: number,
  ) => ({
    count,
    train: new Float64Array(0),
    probe: new Float64Array(0),
    ...part,
  });

  it('J1: a spread, an inflation or a mean that does not come nearer is not seen', () => {
    const places = 97;
    const theta = Float64Array.from({ length: places }, (_, i) => 2 + Math.cos(i / 15));
    const answer = (spread: number, inflation: number, shift = 0) => ({
      members: Array.from({ length: 10 }, (_, seed) => {
        const z = normal(prngKey(seed), places);
        const start = theta.map((v, i) => v + shift + spread * z[i]);
        const slices = new Float64Array(2 * places);
        slices.set(start);
        slices.set(start.map((v) => (1 + inflation) * v), places); // prettier-ignore
        return { seed, slices, divergedAt: null };
      }),
    });
    const grade = (narrow: object, wide: object) =>
      j1.check({ limit: { slice: theta }, narrow, wide } as unknown as Evidence<typeof j1.needs>).grade;
    expect(grade(answer(0.2, 0.3), answer(0.05, 0.1))).toBe('seen');
    expect(grade(answer(0.2, 0.3), answer(0.3, 0.1))).toBe('notSeen');
    expect(grade(answer(0.2, 0.1), answer(0.05, 0.3))).toBe('notSeen');
    expect(grade(answer(0.2, 0.3), answer(0.05, 0.1, 0.5))).toBe('notSeen');
    expect(grade({ members: [] }, answer(0.05, 0.1))).toBe('undecided');
  });

  it('J2: draws of the limit are seen, draws of half its spread, or off its mean, are not', () => {
    const p = 400;
    const header = { spec: j2.spec, p, axis: { probe: new Float64Array(p) } };
    const deviation = 2;
    /** Independent normals at every angle, so that means over the angles are sure. */
    const ensemble = (scale: number, shift: number) =>
      Array.from({ length: 10 }, (_, seed) => ({
        header,
        series: { nn: frames({ probe: normal(prngKey(seed), p).map((z) => shift + scale * z) }, 1) },
      }));
    const check = (scale: number, shift = 0): Finding => {
      const variance = new Float64Array(p).fill(deviation * deviation);
      const runs = ensemble(scale, shift);
      return j2.check({
        limit: {
          header,
          series: { ntk: frames({ probe: new Float64Array(p), probeVariance: variance }, 1) },
        },
        narrow: runs,
        wide: runs,
      } as unknown as Evidence<typeof j2.needs>);
    };
    const seen = check(deviation);
    expect(seen.grade, seen.because).toBe('seen');
    // Mean squares of 400 independent draws: 1 within four of their standard errors, √(2/400) and √(2/3600).
    expect(Math.abs((seen.numbers.meanGap as number[])[1] - 1)).toBeLessThan(0.29);
    expect(Math.abs((seen.numbers.varianceRatio as number[])[1] - 1)).toBeLessThan(0.1);
    expect(check(deviation / 5).grade).toBe('notSeen');
    expect(check(deviation, 2 * deviation).grade).toBe('notSeen');
  });

  it('J3: a wide network that strays no less than a narrow one is not the limit’s', () => {
    const [n, count, rate] = [2, 21, 0.04];
    const header = { spec: j3.spec, n, y: Float64Array.of(1, 1) };
    /** f = y (1 − e^{−λt}) along the target, and `across` e^{−λt}(e^{λt} − 1) orthogonal to it; times are 3 apart. */
    const run = (lambda: number, across: number) => ({
      header,
      series: {
        nn: frames(
          {
            train: Float64Array.from({ length: n * count }, (_, i) => {
              const left = Math.exp(-lambda * 3 * Math.floor(i / n));
              return 1 - left + (i % n === 0 ? across : -across) * (1 - left);
            }),
          },
          count,
        ),
      },
    });
    const check = (narrow: [number, number], wide: [number, number]): Finding =>
      j3.check({
        limit: { header, series: { ntk: run(rate, 0).series.nn } },
        narrow: [run(...narrow)],
        wide: [run(...wide)],
      } as unknown as Evidence<typeof j3.needs>);
    const seen = check([0.05, 0.1], [0.042, 0.02]);
    expect(seen.grade).toBe('seen');
    expect(seen.because).toContain(
      '0.0500 and 0.0420, against 0.0400 in the limit: the narrower, the faster',
    );
    expect(check([0.05, 0.1], [0.042, 0.2]).grade).toBe('notSeen');
    expect(check([0.042, 0.1], [0.05, 0.02]).grade).toBe('notSeen');
  });
});

describe('LB1', () => {
  const rates = lb1.needs.runs.map(({ request }) => request.spec.lr);
  /** λ = 0.339 at the start, and what became of it and of the loss by the rate over 2/λ. */
  const runs = (outcome: (share: number) => { rise: number; left: number; shrunk: number; lost?: boolean }) =>
    rates.map((lr) => {
      const { rise, left, shrunk, lost = false } = outcome((lr * 0.339) / 2);
      return {
        times: Float64Array.of(0, lr, 200 * lr),
        sharpness: Float64Array.of(0.339, 0.7, 0.339 * shrunk),
        residual: new Float64Array(3),
        kernel: Float64Array.of(0.339, 0.7, 0.339 * shrunk),
        loss: Float64Array.of(1, rise, left),
        divergedAt: lost ? 3 * lr : null,
      };
    });
  const lazy = { rise: 0.9, left: 1e-9, shrunk: 1 };
  const gone = { rise: 1e100, left: 1e100, shrunk: 1e50, lost: true };
  const thrown = { rise: 5, left: 1e-12, shrunk: 0.4 };
  const law = (between: typeof thrown, beyond: typeof gone | typeof thrown = gone) =>
    lb1.check({ runs: runs((share) => (share < 1 ? lazy : share < 2 ? between : beyond)) });

  it('tells the catapult from a divergence, from a run that never rises, and from one that never learns', () => {
    expect(law(thrown).grade, law(thrown).because).toBe('seen');
    expect(law(thrown, thrown).grade).toBe('otherExponent');
    expect(law({ ...thrown, rise: 1 }).grade).toBe('notSeen');
    expect(law({ ...thrown, left: 0.5 }).grade).toBe('notSeen');
    expect(law({ ...thrown, shrunk: 1.2 }).grade).toBe('notSeen');
    expect(law(gone).grade).toBe('notSeen');
    expect(lb1.check({ runs: [] }).grade).toBe('undecided');
  });
});

describe('FDZ6', () => {
  /** Students whose error is `error` everywhere and of whose 40 neurons so many have no u. */
  const group = (error: number, wasted: number): readonly Student[] =>
    [1, -1].map((sign) => {
      const targets = fdz6.spec.points!.probe!.map(() => 0.5 + sign * error);
      const points = Array.from({ length: 120 }, (_, k) => (k % 3 === 2 && k / 3 >= wasted ? 1 : 0));
      return { probe: targets, points };
    });
  const evidence = (errors: readonly number[], wasted: readonly number[]) =>
    ({
      narrow: group(errors[0], 0),
      middle: group(errors[1], 0),
      wide: group(errors[2], 0),
      decayed: group(0, wasted[0]),
      noisy: group(0, wasted[1]),
    }) as unknown as Parameters<typeof fdz6.check>[0];

  it.each([
    ['seen', [3, 2, 1], [8, 1]],
    ['notSeen', [3, 1, 2], [8, 1]],
    ['notSeen', [3, 2, 1], [2, 2]],
    ['notSeen', [3, 2, 1], [1, 8]],
  ] as const)('%s: errors %s, wasted %s', (grade, errors, wasted) => {
    const found = fdz6.check(evidence(errors, wasted));
    expect(found.grade, found.because).toBe(grade);
    expect(found.numbers['wasted.decay']).toBeCloseTo(wasted[0] / 40, 12);
  });

  it('is undecided where a group is missing', () => {
    const none = { ...evidence([3, 2, 1], [8, 1]), noisy: [] } as Parameters<typeof fdz6.check>[0];
    expect(fdz6.check(none).grade).toBe('undecided');
  });
});

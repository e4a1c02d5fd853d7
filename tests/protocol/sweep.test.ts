import { describe, expect, it } from 'vitest';
import { defaultSweep } from '../../src/protocol/defaultSweep';
import { defaultSpec } from '../../src/protocol/fields';
import { cheapFirst, planProblems, sweepMembers } from '../../src/protocol/sweep';
import { isDone, mixedSweeps, parseSweepLines, sweepLine, sweepLink } from '../../src/protocol/sweepLine';
import { countedValue, quantitiesIn } from '../../src/protocol/sweepQuantities';
import { parseSweepValues } from '../../src/protocol/sweepRange';
import { scalingAxis, seriesScaling, sweepSeries } from '../../src/protocol/sweepScaling';

describe('values of an axis', () => {
  it.each([
    ['width', '32:512:x2', [32, 64, 128, 256, 512]],
    ['width', '32:1000:x2', [32, 64, 128, 256, 512]],
    ['width', '10:100:x1.5', [10, 15, 23, 34, 51, 76]],
    ['seed', '0:3', [0, 1, 2, 3]],
    ['seed', '5', [5]],
    ['seed', '1,3:4,9, 3', [1, 3, 4, 9]],
    ['horizon', '0.1:0.3:+0.1', [0.1, 0.2, 0.3]],
    ['horizon', '0.001:1:x10', [0.001, 0.01, 0.1, 1]],
    ['alpha', '1,sqrt', [1, 'sqrt']],
    ['centred', 'true,false', [true, false]],
    ['activation', 'tanh,erf', ['tanh', 'erf']],
  ] as const)('%s=%s', (field, text, values) => {
    expect(parseSweepValues(field, text)).toEqual(values);
  });

  it.each([
    '4:1',
    '1:',
    ':',
    '1:4:2',
    '1:4:x1',
    '1:4:+0',
    '1:4:x-2',
    '0:4:x2',
    '1:2:3:4',
    '',
    '1,,2',
    '1:1e9',
    '1:x:2',
    'a:b',
  ])('width=%s is refused by name', (text) => {
    expect(parseSweepValues('width', text)).toMatch(/^width must/);
  });
});

describe('a plan', () => {
  const base = defaultSpec;

  it('has every combination once, the first axis slowest, and runs cheap ones first', () => {
    const plan = {
      base,
      axes: [
        { field: 'width', values: [64, 8] },
        { field: 'seed', values: [1, 2] },
      ],
      outputs: [],
    } as const;
    const keys = ['width=64&seed=1', 'width=64&seed=2', 'width=8&seed=1', 'width=8&seed=2'];
    expect(sweepMembers(plan).map(({ key }) => key)).toEqual(keys);
    expect(cheapFirst(sweepMembers(plan)).map(({ key }) => key)).toEqual([
      ...keys.slice(2),
      ...keys.slice(0, 2),
    ]);
    expect(planProblems(plan)).toEqual([]);
    expect(planProblems(defaultSweep)).toEqual([]);
  });

  it('lets fields follow that others fix', () => {
    const plan = { base, axes: [{ field: 'dataset', values: ['circle', 'line'] }], outputs: [] } as const;
    expect(sweepMembers(plan).map(({ spec }) => spec.d)).toEqual([2, 1]);
  });

  it.each([
    [[{ field: 'width', values: [0] }], /^width must be/],
    [[{ field: 'width', values: [] }], /^width must be at least one value/],
    [[{ field: 'tab', values: ['lab'] }], /^tab must be/],
    [[{ field: 'seed', values: [1, 1] }], /^seed must be different values/],
    [[{ field: 'd', values: [3] }], /^d must be 2 with dataset circle.*member d=3/],
    [
      [
        { field: 'seed', values: [1] },
        { field: 'seed', values: [2] },
      ],
      /^seed must be given once/,
    ],
  ] as const)('%j is refused by name', (axes, message) => {
    expect(planProblems({ base, axes, outputs: [] })[0].message).toMatch(message);
  });
});

describe('lines', () => {
  const [member] = sweepMembers({ base: defaultSpec, axes: [{ field: 'width', values: [8] }], outputs: [] });
  const row = { key: member.key, overrides: member.overrides, problem: null, seconds: 1 };
  const text = (values: Record<string, number | null>, out: readonly ('k3' | 'drift')[]): string =>
    JSON.stringify(sweepLine({ ...row, values }, member, out));

  it('join two rows of one member and count what is broken', () => {
    const k3 = text({ 'k3.max': 0.1 }, ['k3']);
    const drift = text({ drift: null }, ['drift']);
    const { lines, broken } = parseSweepLines(`${drift}\n\n${k3}\n${k3.slice(0, 30)}\n[1]\nnull\n{"key":3}`);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ values: { 'k3.max': 0.1, drift: null }, out: ['k3', 'drift'] });
    expect(broken).toBe(4);
  });

  it('with a number beyond float64 is broken, and its member is not done', () => {
    const line = text({ 'k3.max': 0.1 }, ['k3']).replace('0.1', '1e999');
    const { lines, broken } = parseSweepLines(line);
    expect([lines.length, broken]).toEqual([0, 1]);
    expect(isDone(new Map(lines.map((one) => [one.key, one])), member, ['k3'])).toBe(false);
  });

  it('of sweeps that share keys are told apart by experiment, axes and quantities', () => {
    const lineOf = (base: typeof defaultSpec, width: number, out: readonly ('k3' | 'drift')[]) => {
      const [one] = sweepMembers({ base, axes: [{ field: 'width', values: [width] }], outputs: [] });
      return sweepLine({ ...row, key: one.key, overrides: one.overrides, values: {} }, one, out);
    };
    const first = lineOf(defaultSpec, 8, ['k3']);
    expect(mixedSweeps([first, lineOf(defaultSpec, 16, ['k3'])])).toBeNull();
    expect(mixedSweeps([first, lineOf({ ...defaultSpec, depth: 2 }, 16, ['k3'])])).toMatch(
      /different experiments.*depth=2/,
    );
    expect(mixedSweeps([first, lineOf(defaultSpec, 16, ['drift'])])).toMatch(/different numbers/);
    expect(mixedSweeps([first, { ...first, overrides: { seed: 1 } }])).toMatch(/different fields/);
    // d follows the data set: these are one sweep.
    const mixed = sweepMembers({
      base: defaultSpec,
      axes: [{ field: 'dataset', values: ['circle', 'line'] }],
      outputs: [],
    });
    expect(
      mixedSweeps(mixed.map((one) => sweepLine({ ...row, ...one, values: {} }, one, ['k3']))),
    ).toBeNull();
  });

  it('name the computation, not the view', () => {
    expect(sweepLink({ ...member.spec, tab: 'sweep', theme: 'dark', predictors: [] })).toBe(
      sweepLink(member.spec),
    );
    expect(sweepLink({ ...member.spec, seed: 9 })).not.toBe(sweepLink(member.spec));
  });
});

describe('series', () => {
  const rows = [
    { overrides: { seed: 0, depth: 1, width: 8 }, values: { drift: 2 } },
    { overrides: { seed: 1, depth: 2, width: 8 }, values: { drift: 3 } },
    { overrides: { seed: 0, depth: 1, width: 16 }, values: { drift: 1 } },
  ];

  it('hold the other axes fixed, but the seeds', () => {
    expect(scalingAxis(rows)).toBe('depth');
    expect(sweepSeries(rows, 'width').map(({ fixed, x }) => [fixed, x])).toEqual([
      [{ depth: 1 }, [8, 16]],
      [{ depth: 2 }, [8]],
    ]);
    expect(scalingAxis(rows.slice(0, 1))).toBeNull();
    expect(quantitiesIn(rows).map(({ name }) => name)).toEqual(['drift']);
  });

  it('count a run that diverged as +∞, and one that was not asked or did not fit as nothing', () => {
    expect(countedValue({ values: { 'error.p4': null, 'diverged.p4': 3 } }, 'error.p4')).toBe(Infinity);
    expect(countedValue({ values: { drift: null, 'diverged.nn': 2 } }, 'drift')).toBe(Infinity);
    expect(countedValue({ values: { 'error.p4': null, 'diverged.p4': null } }, 'error.p4')).toBeNull();
    expect(countedValue({ values: { 'diverged.nn': 2 } }, 'drift')).toBeNull();
    expect(countedValue({ values: { 'k3.max': null, 'diverged.nn': 2 } }, 'k3.max')).toBeNull();
    const survivor = { overrides: { width: 8, seed: 0 }, values: { 'error.p4': 0.1, 'diverged.p4': null } };
    const blown = [1, 2, 3].map((seed) => ({
      overrides: { width: 8, seed },
      values: { 'error.p4': null, 'diverged.p4': 5 },
    }));
    const [series] = sweepSeries([survivor, ...blown], 'width');
    expect(seriesScaling(series, 'error.p4').groups[0]).toMatchObject({
      median: Infinity,
      survivors: 1,
      count: 4,
    });
  });
});

import { expect, it, vi } from 'vitest';
import { experiments } from '../../src/experiments/experiments';
import { fdz13 } from '../../src/experiments/fdz/fdz13';
import type { Grade } from '../../src/experiments/finding';
import { regimeTable, viewTable } from '../../src/experiments/regimeTable';

const lines = [...viewTable, ...regimeTable];

it('every line of the tables leads to an experiment of the catalogue, each line to another', () => {
  const ids = experiments.map(({ id }) => id);
  for (const { property, experiment } of lines) expect(ids, property).toContain(experiment);
  expect(new Set(lines.map(({ experiment }) => experiment)).size).toBe(lines.length);
});

it('FDZ13 needs what the experiments of all lines need, and nothing else', () => {
  const named = lines.flatMap(({ experiment }) => {
    const found = experiments.find(({ id }) => id === experiment)!;
    return Object.entries(found.needs).map(([name, need]) => [`${experiment}.${name}`, need] as const);
  });
  expect(Object.keys(fdz13.needs).sort()).toEqual(named.map(([name]) => name).sort());
  for (const [name, need] of named) expect(fdz13.needs[name], name).toBe(need);
});

it('FDZ13: one line that is not seen is a finding, one without numbers leaves it open', () => {
  const grades = new Map<string, Grade>();
  const judged = lines.map(({ experiment }) => experiments.find(({ id }) => id === experiment)!);
  const checks = judged.map((one) =>
    vi.spyOn(one, 'check').mockImplementation(() => ({
      grade: grades.get(one.id) ?? 'seen',
      because: `${one.id} says so.`,
      numbers: {},
    })),
  );
  try {
    const all = fdz13.check({});
    expect(all.grade).toBe('seen');
    expect(all.numbers).toMatchObject({ lines: 9, seen: 9, 'seen.J2': 1 });
    grades.set('J2', 'otherExponent');
    expect(fdz13.check({}).grade).toBe('seen');
    grades.set('FDZ6', 'undecided');
    expect(fdz13.check({})).toMatchObject({ grade: 'undecided', numbers: { seen: 8, 'seen.FDZ6': null } });
    grades.set('FDZ11', 'notSeen');
    const left = fdz13.check({});
    expect(left).toMatchObject({ grade: 'notSeen', numbers: { seen: 7, 'seen.FDZ11': 0 } });
    expect(left.because).toContain('incorporates regularisation (FDZ11)');
  } finally {
    for (const check of checks) check.mockRestore();
  }
});

it('says what FDZ Table II says', () => {
  const answers = regimeTable.map(({ rf, ntk, mf }) => [rf, ntk, mf].join(' '));
  expect(answers).toEqual([
    'yes yes no',
    'yes no yes',
    'random random learned',
    'yes yes open',
    'yes yes open',
  ]);
});

import { expect, it } from 'vitest';
import { experiments } from '../../src/experiments/experiments';
import { regimeTable } from '../../src/experiments/regimeTable';

it('every line of the table of models leads to an experiment of the catalogue, each line to another', () => {
  const ids = experiments.map(({ id }) => id);
  for (const { property, experiment } of regimeTable) expect(ids, property).toContain(experiment);
  expect(new Set(regimeTable.map(({ experiment }) => experiment)).size).toBe(regimeTable.length);
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

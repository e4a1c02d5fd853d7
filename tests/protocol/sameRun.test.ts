import { describe, expect, it } from 'vitest';
import type { ExperimentSpec } from '../../src/protocol/experimentSpec';
import { defaultSpec, fieldNames, fields } from '../../src/protocol/fields';
import type { FieldTable } from '../../src/protocol/fieldTypes';
import {
  fieldsThatAffect,
  regardlessOf,
  sameNetwork,
  sameRun,
  stalePredictors,
} from '../../src/protocol/sameRun';

function changed(patch: Partial<ExperimentSpec>): ExperimentSpec {
  return { ...defaultSpec, ...patch };
}

describe('what a change makes out of date', () => {
  it('is everything for a field of the data, the network or its training', () => {
    for (const name of fieldNames) {
      const { group } = fields[name];
      if (group !== 'view' && group !== 'theory') expect(fields[name].affects, name).toBe('run');
    }
    expect(stalePredictors(defaultSpec, changed({ width: 64 }))).toBe('all');
    expect(sameNetwork(defaultSpec, changed({ width: 64 }))).toBe(false);
  });

  it('is nothing for what is looked at, and for which predictors are wanted', () => {
    const looked = changed({ tab: 'sweep', probe: 3, theme: 'dark', embed: true, predictors: ['nn'] });
    expect(stalePredictors(defaultSpec, looked)).toEqual([]);
    expect(sameRun(defaultSpec, looked)).toBe(true);
    expect(fieldsThatAffect('view')).toEqual(fieldNames.filter((name) => fields[name].group === 'view'));
    expect(regardlessOf(looked, 'view', 'selection')).toEqual(defaultSpec);
  });

  it('is the predictors that a field of their own governs', () => {
    expect(stalePredictors(defaultSpec, changed({ particles: 64 }))).toEqual(['meanField']);
    expect(stalePredictors(defaultSpec, changed({ particles: 64, expansion: 1 }))).toEqual([
      'meanField',
      'linearised',
      'nth3',
      'nth4',
      'nth5',
    ]);
    expect(sameNetwork(defaultSpec, changed({ particles: 64, expansion: 1 }))).toBe(true);
  });

  it('is every bit, but not the network, for another machine', () => {
    const other = changed({ precision: 'webgpu' });
    expect(sameRun(defaultSpec, other)).toBe(false);
    expect(sameNetwork(defaultSpec, other)).toBe(true);
  });

  it('compares points by what they hold', () => {
    const points = () => ({ dataset: 'points' as const, points: { x: [[1, 2]], y: [1] } });
    expect(sameRun(changed(points()), changed(points()))).toBe(true);
    expect(sameRun(changed(points()), changed({ points: { x: [[1, 3]], y: [1] } }))).toBe(false);
  });

  it('is said by every row: a table with a row that does not say it is refused by the compiler', () => {
    const { affects, ...silent } = fields.width;
    // @ts-expect-error The row has no consequence.
    const table: FieldTable = { ...fields, width: silent };
    expect(table.width.affects).not.toBe(affects);
  });
});

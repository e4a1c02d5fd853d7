import { expect, it } from 'vitest';
import { regionPlaces } from '../../src/plots/fieldRegions';

const cells = (...rows: string[]): (string | null)[] =>
  rows.reverse().flatMap((row) => [...row].map((name) => (name === '.' ? null : name)));

it('writes a name once, in the middle of the widest part of its region', () => {
  const names = cells('aabbb', 'aabbb', 'abbbb', 'ccc.b');
  expect(regionPlaces(names, 5)).toEqual([
    { name: 'c', column: 1, row: 0, cells: 3 },
    { name: 'b', column: 2.5, row: 1, cells: 4 },
    { name: 'a', column: 0.5, row: 3, cells: 2 },
  ]);
});

it('has no place for cells without a name', () => {
  expect(regionPlaces(cells('..', '..'), 2)).toEqual([]);
});

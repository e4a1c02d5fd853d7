import { expect, it } from 'vitest';
import { knownColumns } from '../../../src/ui/run/predictorCurves';

it('joins what is known at some of the recorded times, and leaves room for what is to come', () => {
  const times = Float64Array.of(0, 1, 2, 3, 4, 5);
  // Two eigenvalues, taken at every second record; three records are still to be computed after t = 3 … 5.
  const values = Float64Array.of(8, 4, NaN, NaN, 6, 3, NaN, NaN);
  const known = knownColumns(times, values, 2, 4);
  expect([...known.times]).toEqual([0, 2, 4, 5]);
  expect([...known.column(0)]).toEqual([8, 6]);
  expect([...known.column(1)]).toEqual([4, 3]);
});

import { expect, it } from 'vitest';
import type { Run } from '../../../src/state/runState';
import { noErrors } from '../../../src/ui/run/noErrors';
import { fakeHeader } from '../../state/fakeRun';

it('a plot of errors without a curve says what is missing', () => {
  const run: Run = { header: fakeHeader(), series: {}, errors: {}, trusted: {}, statuses: {} };
  expect(noErrors(run, ['nn'])).toContain('Switch on a theory');
  expect(noErrors(run, ['ntk'])).toContain('Switch on the network');
  const refused = {
    predictor: 'nn',
    state: 'refused',
    milliseconds: 0,
    divergedAt: null,
    message: 'too large',
    assumptions: [],
  } as const;
  expect(noErrors({ ...run, statuses: { nn: refused } }, ['nn', 'ntk'])).toContain('was refused');
  expect(noErrors(run, ['nn', 'ntk'])).toContain('yet');
});

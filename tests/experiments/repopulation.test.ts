import { expect, it } from 'vitest';
import { fdz9 } from '../../src/experiments/fdz/fdz9';
import type { Finding } from '../../src/experiments/finding';
import type { Evidence } from '../../src/experiments/needs';

type Found = Evidence<typeof fdz9.needs>['densities'];

/** Test errors with 30 and 1000 features of the learned density, of 0.5 and 0.1 of the start, on three draws of the data. */
function check(few: number, many: number, spread = 0.01, draws = 3): Finding {
  const densities = Array.from({ length: draws }, (_, k) => {
    const factor = 1 + spread * (k - 1);
    const row = (features: number, initial: number, repopulated: number) => ({
      features,
      errors: {
        initial: { train: [0], test: [0.9 * initial, 1.1 * initial] },
        repopulated: { train: [0], test: [factor * repopulated, factor * repopulated] },
        trained: { train: [0], test: [0.05, 0.05] },
      },
    });
    return {
      rows: [row(30, 0.5, few), row(1000, 0.1, many)],
      bounds: [-100, -90],
      leading: { initial: 1, repopulated: 8, trained: 10 },
      network: { train: 0, test: 0.08 },
    };
  }) as unknown as Found;
  return fdz9.check({ densities });
}

it('FDZ9: the most features decide, and by more than the draws leave open', () => {
  const seen = check(0.6, 0.06);
  expect(seen.grade, seen.because).toBe('seen');
  expect(seen.numbers.ratio).toBeCloseTo(0.6, 12);
  expect(seen.numbers['leading.share']).toBeCloseTo(0.8, 12);
  // Of a mean of 0.1 ± 10 %, two draws: the standard deviation is 0.0141.
  expect(seen.numbers['spread.initial']).toBeCloseTo(Math.SQRT2 * 0.01, 12);
  expect(check(0.1, 0.12).grade).toBe('notSeen');
  // A ratio of 0.9 ± 0.26: it might as well be 1.
  expect(check(0.6, 0.09, 0.5).grade).toBe('notSeen');
  expect(check(0.6, 0.06, 0.01, 2).grade).toBe('undecided');
});

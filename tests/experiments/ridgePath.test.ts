import { expect, it } from 'vitest';
import { fdz12 } from '../../src/experiments/fdz/fdz12';
import type { Finding } from '../../src/experiments/finding';
import type { Evidence } from '../../src/experiments/needs';

type Paths = Evidence<typeof fdz12.needs>['w128'];

/** Gaps c·m^slope at three λ, and the infinite kernel's test errors there. */
function check(slope: number, tests: readonly (number | null)[] = [0.3, 0.1, 0.5]): Finding {
  const group = (m: number): Paths => {
    const gap = m ** slope;
    const rows = tests.map((test, k) => ({
      lambda: 0.01 * 10 ** k,
      infinite: { train: 0.1, test },
      linearised: { train: 0.1, test },
      network: { train: 0.1, test },
      gap: { linearisedInfinite: gap, networkLinearised: gap / 2, networkInfinite: gap },
    }));
    return [{ rows }, { rows }];
  };
  return fdz12.check({ w128: group(128), w256: group(256), w512: group(512), w1024: group(1024) });
}

it('FDZ12: the gap must fall with the width at every λ, and a λ in between be the best', () => {
  const seen = check(-0.5);
  expect(seen.grade, seen.because).toBe('seen');
  expect(seen.numbers['best.lambda']).toBeCloseTo(0.1, 12);
  expect(seen.numbers['gap.networkLinearised']).toEqual([128, 256, 512, 1024].map((m) => m ** -0.5 / 2));
  expect(check(-1).grade).toBe('otherExponent');
  expect(check(0.1).grade).toBe('notSeen');
  expect(check(-0.5, [0.1, 0.3, 0.5]).grade).toBe('notSeen');
  expect(check(-0.5, [0.3, 0.1, null]).grade).toBe('undecided');
});

import { describe, expect, it } from 'vitest';
import { bcp1 } from '../../src/experiments/fdz/bcp1';
import { fdz10 } from '../../src/experiments/fdz/fdz10';
import { predictedError, sphereKernel } from '../../src/experiments/sphereCurve';
import type { SweepRow } from '../../src/protocol/sweep';
import { rowOf } from './rows';

describe('FDZ10', () => {
  /** Draws that differ by a factor 1 + seed/10 in everything, so that ratios within a draw are exact. */
  const rows = (learned: number, train: number): SweepRow[] =>
    [0, 1, 2].map((dataSeed) => {
      const errors = { tangent0: 0.1, tangentT: learned, infinite: 0.1, network: 0.08, random: 0.2 };
      const scaled = Object.entries(errors).map(([name, e]) => [
        `testError.${name}`,
        e * (1 + dataSeed / 10),
      ]);
      const fits = { 'trainError.tangent0': 1e-9, 'trainError.tangentT': train };
      return rowOf({ dataSeed }, { ...Object.fromEntries(scaled), ...fits });
    });

  it('is seen where learned features err less and both fit', () => {
    const { grade, numbers } = fdz10.check({ rows: rows(0.05, 1e-9) });
    expect(grade).toBe('seen');
    expect(numbers.ratio).toBeCloseTo(0.5, 12);
    expect(fdz10.check({ rows: rows(0.11, 1e-9) }).grade).toBe('notSeen');
    expect(fdz10.check({ rows: rows(0.05, 0.1) }).grade).toBe('notSeen');
    expect(fdz10.check({ rows: rows(0.05, 1e-9).slice(1) }).grade).toBe('undecided');
  });
});

describe('BCP1', () => {
  const kernel = sphereKernel(bcp1.spec);

  /** The kernel exactly on its curve, times `off`; the network by these factors of it at every size. */
  const rows = (off: number, product: number, linear: number): SweepRow[] =>
    (['linear', 'product'] as const).flatMap((target) =>
      [32, 64, 128].flatMap((n) =>
        [0, 1, 2].map((dataSeed) => {
          const infinite = off * predictedError(kernel, target === 'linear' ? 1 : 2, n);
          const network = infinite * (target === 'linear' ? linear : product);
          return rowOf(
            { target, n, dataSeed },
            {
              'testError.infinite': infinite,
              'testError.network': network,
              'testError.random': 1,
              'testError.tangent0': infinite,
              'testError.tangentT': network,
            },
          );
        }),
      ),
    );

  it.each([
    [1, 0.5, 1.5, 'seen'],
    [1.5, 0.5, 1.5, 'notSeen'], // the kernel off its curve
    [1, 0.95, 1.5, 'notSeen'], // not beaten where it should be
    [1, 0.5, 0.5, 'notSeen'], // beaten where it should not be
  ] as const)('kernel × %f, network × %f and × %f: %s', (off, product, linear, grade) => {
    const found = bcp1.check({ rows: rows(off, product, linear) });
    expect(found.grade, found.because).toBe(grade);
  });

  it('is undecided with two sizes', () => {
    const few = rows(1, 0.5, 1.5).filter(({ overrides }) => overrides.n !== 32);
    expect(bcp1.check({ rows: few }).grade).toBe('undecided');
  });

  it('has a spectrum that adds up to K(x, x), the linear level before the quadratic one', () => {
    const { levels, diagonal, tail } = kernel;
    const sum = levels.reduce((total, { eigenvalue, degeneracy }) => total + eigenvalue * degeneracy, 0);
    // K is a polynomial in cos θ to within its own tail.
    expect(sum + tail).toBeCloseTo(diagonal, 9);
    expect(tail / diagonal).toBeLessThan(1e-2);
    expect(levels[1].eigenvalue).toBeGreaterThan(levels[2].eigenvalue);
    // Without points nothing is known, with ten harmonics of degree 1 and 40 points little is left.
    expect(predictedError(kernel, 1, 0)).toBeCloseTo(1, 12);
    expect(predictedError(kernel, 1, 40)).toBeLessThan(0.1);
  });
});

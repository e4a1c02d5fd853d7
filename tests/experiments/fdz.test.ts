/** The checks of FDZ's experiments on made-up evidence of both outcomes. */
import { describe, expect, it } from 'vitest';
import { fdz1 } from '../../src/experiments/fdz/fdz1';
import { fdz2 } from '../../src/experiments/fdz/fdz2';
import { fdz3 } from '../../src/experiments/fdz/fdz3';
import { fdz5 } from '../../src/experiments/fdz/fdz5';
import { fdz7 } from '../../src/experiments/fdz/fdz7';
import type { SweepRow } from '../../src/protocol/sweep';
import { powerRows, rowOf } from './rows';

describe('FDZ1', () => {
  it.each([
    [-0.5, 'seen'],
    [-1, 'otherExponent'],
    [0.2, 'notSeen'],
  ] as const)('slope %f: %s', (slope, grade) => {
    const { grade: found, numbers } = fdz1.check({ rows: powerRows('width', { motion: slope }) });
    expect(found).toBe(grade);
    expect(numbers['motion.slope']).toBeCloseTo(slope, 10);
  });
});

describe('FDZ2', () => {
  const check = (hidden: number, output: number) =>
    fdz2.check({ rows: powerRows('alpha', { 'motion.hidden': hidden, 'motion.output': output }) });
  it('wants both layers to move less at every larger α', () => {
    expect(check(-1, -1).grade).toBe('seen');
    expect(check(-1, 0.1).grade).toBe('notSeen');
    expect(check(0.1, -1).because).toContain('θ moves by');
    expect(fdz2.check({ rows: powerRows('alpha', { 'motion.hidden': -1 }) }).grade).toBe('undecided');
  });
});

describe('FDZ3', () => {
  const rows = (slope: number): SweepRow[] =>
    ['11', '13'].flatMap((lrRule) =>
      powerRows(
        'width',
        { 'motion.hidden': -0.5, 'motion.output': lrRule === '13' ? slope : -0.4 },
        { lrRule },
      ),
    );
  it('wants all four distances to fall', () => {
    expect(fdz3.check({ rows: rows(-0.5) }).grade).toBe('seen');
    expect(fdz3.check({ rows: rows(0.1) }).grade).toBe('notSeen');
    const { numbers } = fdz3.check({ rows: rows(-0.3) });
    expect(numbers['rule13.motion.output.slope']).toBeCloseTo(-0.3, 10);
    expect(fdz3.check({ rows: rows(-0.5).filter(({ overrides }) => overrides.lrRule === '11') }).grade).toBe(
      'undecided',
    );
  });
});

describe('FDZ5', () => {
  const pair = (field: string, values: readonly (string | number)[], drift: number | null): SweepRow[] =>
    [0, 1, 2].flatMap((seed) => [
      rowOf({ [field]: values[0], seed }, { drift: 0.02, 'motion.hidden': 0.02, 'diverged.nn': null }),
      rowOf(
        { [field]: values[1], seed },
        { drift, 'motion.hidden': drift, 'diverged.nn': drift === null ? 7 : null },
      ),
    ]);
  const evidence = (scale: number | null) => ({
    rate: pair('lr', [0.4, 1.2], 0.4),
    momentum: pair('optimizer', ['gd', 'momentum'], 0.06),
    scale: pair('sigmaW', [1, 0.354], scale),
    decay: pair('decayTheta', [0, 1], 0.2),
  });

  it('wants each of the four to raise the drift', () => {
    const seen = fdz5.check(evidence(0.05));
    expect(seen.grade).toBe('seen');
    expect(seen.because).toContain('a large learning rate ×20');
    expect(seen.numbers['decay.drift']).toEqual([0.02, 0.2]);
    const not = fdz5.check(evidence(0.01));
    expect(not.grade).toBe('notSeen');
    expect(not.because).toContain('Not raised by a smaller initial scale');
  });

  it('counts a network that diverged as gone infinitely far, and misses what is not there', () => {
    expect(fdz5.check(evidence(null)).because).toContain('a smaller initial scale ×∞');
    expect(fdz5.check({ ...evidence(0.05), decay: [] }).grade).toBe('undecided');
  });
});

describe('FDZ7', () => {
  /** Errors that cross at α = √8 between 2 and 4: α/8 for the mean field, 1/α for the linearisation. */
  const rows = (drift: number, turned = 1): SweepRow[] =>
    [0.5, 1, 2, 4, 8].flatMap((alpha) =>
      [0, 1, 2].map((seed) =>
        rowOf(
          { alpha, seed },
          {
            drift: alpha ** drift,
            motion: 1 / alpha,
            'theory.meanField': (alpha / 8) ** turned,
            'theory.linearised': (1 / alpha) ** turned,
            'theory.ntk': 10,
          },
        ),
      ),
    );

  it('finds where the nearest theory changes over', () => {
    const { grade, because, numbers } = fdz7.check({ rows: rows(-1) });
    expect(grade, because).toBe('seen');
    expect(numbers['change.alpha']).toBeCloseTo(Math.sqrt(8), 10);
    expect(because).toContain('Nearest is Mean field at the small end');
  });

  it('does not see it where the drift does not fall, or the theories change over the other way', () => {
    expect(fdz7.check({ rows: rows(0.5) }).grade).toBe('notSeen');
    const { grade, numbers } = fdz7.check({ rows: rows(-1, -1) });
    expect([grade, numbers['change.alpha']]).toEqual(['notSeen', null]);
    expect(fdz7.check({ rows: rows(-1).slice(0, 6) }).grade).toBe('undecided');
  });
});

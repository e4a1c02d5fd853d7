import { describe, expect, it } from 'vitest';
import { extendError, outputScale, trustedUntil } from '../../src/state/predictionError';
import { appendFrames, rowAt } from '../../src/state/predictorSeries';
import type { PredictorSeries } from '../../src/state/predictorSeries';
import type { PredictorName } from '../../src/protocol/experimentSpec';
import { fakeFrames, fakeHeader, times } from './fakeRun';

function series(name: PredictorName, value: (t: number) => number, count = 5): PredictorSeries {
  return appendFrames(undefined, fakeFrames(name, 0, count, value), fakeHeader());
}

const network = series('nn', (t) => t);

function errorOf(value: (t: number) => number) {
  return extendError(undefined, series('ntk', value), network, 2, times.length);
}

describe('trust', () => {
  it('ends where e crosses the limit, linear between records', () => {
    // e = 0, 0, 0, 0.3, 0.6: 0.1 is a third of the way from t = 2 to t = 3.
    const error = errorOf((t) => t + 0.3 * Math.max(0, t - 2));
    expect(trustedUntil(error, times, 0.1)).toBeCloseTo(2 + 1 / 3, 12);
  });

  it('is endless below the limit, and nothing where e starts beyond it', () => {
    expect(
      trustedUntil(
        errorOf((t) => t + 0.01),
        times,
        0.1,
      ),
    ).toBeNull();
    expect(
      trustedUntil(
        errorOf((t) => t + 1),
        times,
        0.1,
      ),
    ).toBe(0);
  });

  it('ends at the last number of a prediction that blew up', () => {
    const error = errorOf((t) => (t > 2 ? NaN : t));
    expect(trustedUntil(error, times, 0.1)).toBe(2);
    expect([...error.largest]).toEqual([0, 0, 0, 0, 0]);
  });

  it('of a prediction that starts later is judged from its start', () => {
    expect(
      trustedUntil(
        errorOf((t) => (t < 2 ? NaN : t)),
        times,
        0.1,
      ),
    ).toBeNull();
  });

  it('has the largest RMS output of the run as its yardstick', () => {
    expect(outputScale(network, 2)).toBe(4);
  });
});

describe('rowAt', () => {
  it('is exact on a record, linear between two, and null beyond what is known', () => {
    const known = series('nn', (t) => t * t, 4);
    const at = (t: number): number | undefined => rowAt(known.probe, 2, times, known.count, t)?.[1];
    expect(at(2)).toBe(4);
    expect(at(2.5)).toBeCloseTo(6.5, 12);
    expect(at(3)).toBe(9);
    expect(at(3.1)).toBeUndefined();
  });
});

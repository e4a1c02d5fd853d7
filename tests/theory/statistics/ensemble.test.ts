import { describe, expect, it } from 'vitest';
import { foldIn } from '../../../src/theory/random/foldIn';
import { prngKey } from '../../../src/theory/random/key';
import { normal } from '../../../src/theory/random/normal';
import { calibrate } from '../../../src/theory/statistics/calibration';
import { ensembleMoments, splitDeviation } from '../../../src/theory/statistics/ensembleMoments';
import { covarianceRoot, gaussianDraws } from '../../../src/theory/statistics/gaussianDraws';
import { gaussianSpreadError } from '../../../src/theory/statistics/gaussianSpreadError';
import { jackknife } from '../../../src/theory/statistics/jackknife';

const key = prngKey(11);
/** A stationary covariance on a line, near to singular. */
const places = 5;
const covariance = Float64Array.from({ length: places * places }, (_, e) =>
  Math.exp(-0.05 * (Math.floor(e / places) - (e % places)) ** 2),
);
const mean = new Float64Array(places).fill(0.3);

describe('moments of an ensemble', () => {
  const runs = Array.from({ length: 12 }, (_, s) => normal(foldIn(key, s), 7));

  it('are the textbook ones', () => {
    const { mean: average, variance } = ensembleMoments([
      Float64Array.of(1, 0),
      Float64Array.of(2, 0),
      Float64Array.of(6, 3),
    ]);
    expect([...average]).toEqual([3, 1]);
    expect([...variance]).toEqual([7, 3]);
  });

  it('split the mean square distance exactly', () => {
    const mu = normal(foldIn(key, 99), 7);
    const { shared, own } = splitDeviation(runs, mu);
    const all = runs.reduce((sum, run) => sum + run.reduce((s, f, i) => s + (f - mu[i]) ** 2, 0) / 7, 0) / 12;
    expect(shared + own).toBeCloseTo(all, 12);
  });

  it('find a shared offset without bias', () => {
    const estimates = Array.from({ length: 300 }, (_, k) => {
      const some = Array.from({ length: 6 }, (_, s) =>
        normal(foldIn(foldIn(key, k), s), 3).map((z) => z + 0.5),
      );
      return splitDeviation(some, [0, 0, 0]).shared;
    });
    const average = estimates.reduce((sum, one) => sum + one, 0) / 300;
    // Its standard deviation over ensembles is about 0.27: four standard errors of the mean of 300.
    expect(Math.abs(average - 0.25)).toBeLessThan(0.065);
  });
});

describe('the jackknife', () => {
  it('gives the mean its standard error', () => {
    const values = [...normal(key, 20)];
    const average = (list: readonly number[]): number => list.reduce((s, v) => s + v, 0) / list.length;
    const { value, error } = jackknife(values, average);
    const squares = values.reduce((s, v) => s + (v - value) ** 2, 0);
    expect(error).toBeCloseTo(Math.sqrt(squares / 19 / 20), 12);
  });

  it('covers at the rate it claims, for a variance', () => {
    const variance = (list: readonly number[]): number =>
      ensembleMoments(list.map((v) => Float64Array.of(v))).variance[0];
    let covered = 0;
    for (let k = 0; k < 200; k++) {
      const { value, error } = jackknife([...normal(foldIn(key, k), 40)], variance);
      if (Math.abs(value - 1) < 2 * error) covered += 1;
    }
    // 0.95 for a Gaussian estimate; a variance of 40 values is skew, which costs some points: 0.85 … 1.
    expect(covered).toBeGreaterThan(170);
  });
});

describe('calibration against a Gaussian process', () => {
  const root = covarianceRoot(covariance, places);

  it('has a root of the covariance', () => {
    for (let a = 0; a < places; a++)
      for (let b = 0; b < places; b++) {
        let sum = 0;
        for (let i = 0; i < places; i++) sum += root[a * places + i] * root[b * places + i];
        expect(sum).toBeCloseTo(covariance[a * places + b], 13);
      }
  });

  it('knows how much the spread of so many draws varies', () => {
    const ratios = Array.from({ length: 400 }, (_, k) => {
      const { variance } = ensembleMoments(gaussianDraws(foldIn(prngKey(8), k), root, places, 32));
      return variance.reduce((sum, v) => sum + v, 0) / places;
    });
    const average = ratios.reduce((sum, v) => sum + v, 0) / 400;
    const measured = Math.sqrt(ratios.reduce((sum, v) => sum + (v - average) ** 2, 0) / 399);
    // A standard deviation over 400 ensembles is known to 3.5 %: four of these.
    expect(Math.abs(measured / gaussianSpreadError(covariance, places, 32) - 1)).toBeLessThan(0.15);
  });

  it('finds draws of the process calibrated, as often as it says', () => {
    const values = Array.from({ length: 40 }, (_, k) => {
      const runs = gaussianDraws(foldIn(prngKey(5), k), root, places, 32).map((f) =>
        f.map((v, i) => v + mean[i]),
      );
      return calibrate(runs, { mean, covariance }, 8, key).pValue;
    });
    // Uniform p-values: their mean is 0.5 with standard error 0.29/√40 = 0.046, and 2 of 40 lie below 0.05, up to 6 in 99 % of the cases.
    expect(Math.abs(values.reduce((s, v) => s + v, 0) / 40 - 0.5)).toBeLessThan(0.14);
    expect(values.filter((v) => v < 0.05).length).toBeLessThanOrEqual(6);
  });

  it('knows the binomial band at a single place', () => {
    const { low, high, expected } = calibrate(
      gaussianDraws(key, Float64Array.of(1), 1, 64),
      { mean: [0], covariance: Float64Array.of(1) },
      8,
      key,
    );
    expect(expected).toBe(8);
    // Bin(64, 1/8) has its 2.5 % and 97.5 % quantiles at 3 and 14; 500 simulations may be off by one.
    for (const value of low) expect(Math.abs(value - 3)).toBeLessThanOrEqual(1);
    for (const value of high) expect(Math.abs(value - 14)).toBeLessThanOrEqual(1);
  });

  it.each([
    ['a mean that is off by one deviation', (v: number) => v + 1],
    ['a spread of half the size', (v: number) => 0.5 * v],
  ])('notices %s', (_, change) => {
    const runs = gaussianDraws(prngKey(6), root, places, 32).map((f) => f.map((v, i) => change(v) + mean[i]));
    expect(calibrate(runs, { mean, covariance }, 8, key).pValue).toBeLessThan(0.02);
  });
});

import { describe, expect, it } from 'vitest';
import { fitPowerLaw } from '../../../src/theory/statistics/powerLaw';

describe('power laws by least squares', () => {
  it('are exact on an exact power law, with no error left', () => {
    const x = [32, 64, 128, 256, 512];
    const fit = fitPowerLaw(
      x,
      x.map((m) => 7 / (m * Math.sqrt(m))),
    )!;
    // log and exp are good to an ulp; five terms of size 6.
    expect(Math.abs(fit.slope + 1.5)).toBeLessThan(1e-13);
    expect(Math.abs(fit.prefactor / 7 - 1)).toBeLessThan(1e-12);
    expect(fit.standardError).toBeLessThan(1e-13);
  });

  it('have the standard error of a case solved by hand', () => {
    // u = −1, 0, 1 and v = 0, 3, 0: slope 0, residuals −1, 2, −1, so the error is √(6/(1 · 2)) = √3.
    const fit = fitPowerLaw([Math.exp(-1), 1, Math.E], [1, Math.exp(3), 1])!;
    expect(Math.abs(fit.slope)).toBeLessThan(1e-14);
    expect(Math.abs(fit.standardError - Math.sqrt(3))).toBeLessThan(1e-13);
    expect(Math.abs(fit.prefactor / Math.E - 1)).toBeLessThan(1e-13);
  });

  it('agree with a regression known to nine digits (NIST Norris)', () => {
    // Certified values of the first data set of NIST's Statistical Reference Datasets, as exp of its columns over 200.
    const y = [
      0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3,
      448.9, 10.8, 557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2,
      117.6, 228.9, 668.4, 449.2, 0.2,
    ];
    const x = [
      0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5, 666.9, 338.0,
      447.5, 11.6, 556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1,
      118.3, 229.2, 669.1, 448.9, 0.5,
    ];
    const fit = fitPowerLaw(
      x.map((v) => Math.exp(v / 200)),
      y.map((v) => Math.exp(v / 200)),
    )!;
    // The columns pass through exp and log: 1e-15 of a range of 5, over 36 points.
    expect(Math.abs(fit.slope - 1.00211681802045)).toBeLessThan(1e-13);
    expect(Math.abs(fit.standardError - 0.429796848199937e-3)).toBeLessThan(1e-13);
    expect(Math.abs(fit.prefactor - Math.exp(-0.262323073774029 / 200))).toBeLessThan(1e-13);
  });

  it('leave out what has no logarithm, and say nothing with fewer than two places', () => {
    expect(fitPowerLaw([1, 2, 4, 8], [1, 0, NaN, 8])).toMatchObject({ count: 2, standardError: NaN });
    expect(fitPowerLaw([2, 2, 2], [1, 2, 3])).toBeNull();
    expect(fitPowerLaw([], [])).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { erf } from '../../../src/theory/elementary/erf';
import { exp } from '../../../src/theory/elementary/exp';
import { errorFunction } from '../../../src/theory/infiniteWidth/closedFormDuals';
import { closedForm } from '../../../src/theory/infiniteWidth/pairFormula';
import { quadratureDual } from '../../../src/theory/infiniteWidth/quadratureDual';
import { finish } from '../../../src/theory/infiniteWidth/work';

describe('quadrature for dual activations', () => {
  // erf is entire; its values along the strip |Im u| < 2 grow like e^4, so the rate of a strip of 2 is reached early.
  const byQuadrature = quadratureDual({
    value: erf,
    slope: (u) => 1.1283791670955126 * exp(-u * u),
    strip: 1.2,
    pair: errorFunction,
  });
  const closed = closedForm(errorFunction);

  it.each([
    [0.01, 0.006],
    [1, 0.6],
    [9, 5.4],
    [60, 36],
    // Coefficients of the one fall fast and of the other slowly: what is left out is a product of the two.
    [0.3, 60],
  ])('is the closed form of erf at variances %d and %d for every correlation', (q, r) => {
    const c = [0, 0.3, -0.9, 0.97, 0.999, -0.9999, 0.9999999, 1, -1];
    const pairs = {
      q: Float64Array.of(q, r),
      first: new Int32Array(c.length),
      second: new Int32Array(c.length).fill(1),
      gap: Float64Array.from(c, (value) => 1 - value),
    };
    const actual = finish(byQuadrature(pairs));
    const expected = closed(pairs);
    // What the expansion leaves out is below 3e-14 of the diagonal; the rest is rounding.
    for (let i = 0; i < 2; i++) {
      expect(Math.abs(actual.diagonal[i] / expected.diagonal[i] - 1)).toBeLessThan(1e-12);
      expect(Math.abs(actual.diagonalSlope[i] / expected.diagonalSlope[i] - 1)).toBeLessThan(1e-12);
    }
    c.forEach((_, e) => {
      expect(Math.abs(actual.pair[e] - expected.pair[e])).toBeLessThan(1e-12 * expected.diagonal[0]);
      expect(Math.abs(actual.pairSlope[e] - expected.pairSlope[e])).toBeLessThan(
        1e-12 * expected.diagonalSlope[1],
      );
    });
  });

  it.each([1, 9, 60])('keeps 1 − c of the outputs relative to itself at variance %d', (q) => {
    const gap = Float64Array.of(1e-12, 1e-8, 1e-4, 0.005, 0.02, 0.04, 0.3, 1);
    const pairs = {
      q: Float64Array.of(q, q),
      first: new Int32Array(gap.length),
      second: new Int32Array(gap.length).fill(1),
      gap,
    };
    const actual = finish(byQuadrature(pairs)).gap;
    closed(pairs).gap.forEach((value, e) => {
      expect(Math.abs(actual[e] / value - 1), `1 − c = ${gap[e]}`).toBeLessThan(1e-11);
    });
  });

  it('takes costly pairs one by one, so that it can rest between them', () => {
    const count = 12;
    const pairs = {
      q: Float64Array.of(900, 800),
      first: new Int32Array(count),
      second: new Int32Array(count).fill(1),
      gap: Float64Array.from({ length: count }, (_, e) => 1e-3 * (e + 1)),
    };
    let pieces = 0;
    for (const work = byQuadrature(pairs); !work.next().done;) pieces++;
    expect(pieces).toBeGreaterThanOrEqual(count);
  });
});

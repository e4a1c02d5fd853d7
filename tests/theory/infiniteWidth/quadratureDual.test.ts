import { describe, expect, it } from 'vitest';
import { erf } from '../../../src/theory/elementary/erf';
import { exp } from '../../../src/theory/elementary/exp';
import { closedForm, errorFunction } from '../../../src/theory/infiniteWidth/closedFormDuals';
import { quadratureDual } from '../../../src/theory/infiniteWidth/quadratureDual';
import { finish } from '../../../src/theory/infiniteWidth/work';

describe('quadrature for dual activations', () => {
  // erf is entire; its values along the strip |Im u| < 2 grow like e^4, so the rate of a strip of 2 is reached early.
  const byQuadrature = quadratureDual({
    value: erf,
    slope: (u) => 1.1283791670955126 * exp(-u * u),
    strip: 1.2,
  });
  const closed = closedForm(errorFunction);

  it.each([0.01, 1, 9, 60])('is the closed form of erf at variance %d for every correlation', (q) => {
    const c = [0, 0.3, -0.9, 0.97, 0.999, -0.9999, 0.9999999, 1, -1];
    const other = 0.6 * q;
    const pairs = {
      q: Float64Array.of(q, other),
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
    // V[φ] and V[φ′] of every pair, which the expansion does not reach at this variance.
    expect(pieces).toBeGreaterThan(2 * count);
  });
});

import { describe, expect, it } from 'vitest';
import { bits32 } from '../../../src/theory/random/bits32';
import { foldIn } from '../../../src/theory/random/foldIn';
import { prngKey } from '../../../src/theory/random/key';
import { permutation } from '../../../src/theory/random/permutation';
import { uniform } from '../../../src/theory/random/uniform';

describe('permutation', () => {
  it('orders the 32-bit words, each index once', () => {
    const key = foldIn(prngKey(3), 1000);
    const bits = bits32(key, 200);
    const order = permutation(key, 200);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, i) => i));
    for (let i = 1; i < 200; i++) expect(bits[order[i - 1]]).toBeLessThanOrEqual(bits[order[i]]);
  });

  it('of one element is that element', () => {
    expect([...permutation(prngKey(0), 1)]).toEqual([0]);
  });
});

describe('uniform', () => {
  it('has the moments of the uniform law within five standard errors', () => {
    const n = 20_000;
    const draws = uniform(prngKey(5), n, -2, 3);
    let mean = 0;
    let square = 0;
    for (const u of draws) {
      expect(u >= -2 && u < 3).toBe(true);
      mean += u / n;
      square += ((u - 0.5) * (u - 0.5)) / n;
    }
    const variance = 25 / 12;
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(variance / n));
    // var((u − ½)²) = 5⁴ (1/80 − 1/144)
    expect(Math.abs(square - variance)).toBeLessThan(5 * Math.sqrt((625 * (1 / 80 - 1 / 144)) / n));
  });
});

describe('prngKey', () => {
  it.each([-1, 0.5, 4294967296, NaN])('refuses the seed %s by name', (seed) => {
    expect(() => prngKey(seed)).toThrow(/seed must be an integer from 0 to 4294967295/);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bits64 } from '../../../src/theory/random/bits64';
import { foldIn } from '../../../src/theory/random/foldIn';
import { prngKey } from '../../../src/theory/random/key';
import { normal } from '../../../src/theory/random/normal';

interface Case {
  seed: number;
  key: [number, number];
  foldIn: Record<string, [number, number]>;
  bits64: string[];
  draws: Record<'W1' | 'b1' | 'W2' | 'b2' | 'a' | 'bOut', (number | number[])[]>;
  big: { shape: [number, number]; path: [number, number]; sum: number; sumOfSquares: number };
}

const cases = JSON.parse(
  readFileSync(new URL('../../fixtures/weights.json', import.meta.url), 'utf8'),
) as Case[];
const layers = { W1: [1, 0], b1: [1, 1], W2: [2, 0], b2: [2, 1], a: [3, 0], bOut: [3, 1] } as const;

describe.each(cases)('the draws of JAX for seed $seed', (reference) => {
  const key = prngKey(reference.seed);

  it('has the same key and the same folded keys', () => {
    expect([key.high, key.low]).toEqual(reference.key);
    for (const [index, words] of Object.entries(reference.foldIn)) {
      const folded = foldIn(key, Number(index));
      expect([folded.high, folded.low]).toEqual(words);
    }
  });

  it('has the same 64 random bits in the stream of W1', () => {
    const words = bits64(foldIn(foldIn(key, 1), 0), reference.bits64.length);
    reference.bits64.forEach((expected, i) => {
      expect(((BigInt(words[2 * i]) << 32n) | BigInt(words[2 * i + 1])).toString()).toBe(expected);
    });
  });

  // JAX's own erfinv is good to 2e-13 relative (MATH §1); ours is to 4 ulp.
  it.each(Object.entries(layers))('draws %s to 1e-12', (name, [layer, part]) => {
    const expected = reference.draws[name as keyof typeof layers].flat();
    const draws = normal(foldIn(foldIn(key, layer), part), expected.length);
    expected.forEach((value, i) => {
      expect(Math.abs(draws[i] - value)).toBeLessThanOrEqual(1e-12 * Math.abs(value));
    });
  });

  it('draws a 512 × 512 layer with the same sums', () => {
    const [rows, columns] = reference.big.shape;
    const [layer, part] = reference.big.path;
    const draws = normal(foldIn(foldIn(key, layer), part), rows * columns);
    let sum = 0;
    let squares = 0;
    for (const value of draws) {
      sum += value;
      squares += value * value;
    }
    // Rounding of a sum of N terms of size 1 in any order: about √N · 2⁻⁵³ · √N = 3e-11; relative for the squares.
    expect(Math.abs(sum - reference.big.sum)).toBeLessThan(1e-9);
    expect(Math.abs(squares / reference.big.sumOfSquares - 1)).toBeLessThan(1e-12);
  });
});

import { describe, expect, it } from 'vitest';
import { digitSide, drawDigit } from '../../../src/theory/data/drawDigit';
import { digitTarget } from '../../../src/theory/data/targetFunction';
import { foldIn } from '../../../src/theory/random/foldIn';
import { prngKey } from '../../../src/theory/random/key';

const size = digitSide * digitSide;

function images(seed: number, perDigit: number): Float64Array[][] {
  return Array.from({ length: 10 }, (_, digit) =>
    Array.from({ length: perDigit }, (__, i) => {
      const image = new Float64Array(size);
      drawDigit(digit, foldIn(prngKey(seed), digit * perDigit + i), image, 0);
      return image;
    }),
  );
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

describe('drawDigit', () => {
  it('gives images of mean 0 and norm 8', () => {
    for (const image of images(0, 3).flat()) {
      expect(image.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
      expect(dot(image, image)).toBeCloseTo(size, 10);
    }
  });

  it('draws ten kinds that a nearest-mean classifier tells apart, and no two alike', () => {
    const means = images(1, 40).map((kind) => {
      const mean = new Float64Array(size);
      for (const image of kind) image.forEach((value, i) => (mean[i] += value / kind.length));
      return mean;
    });
    const fresh = images(2, 40);
    let right = 0;
    fresh.forEach((kind, digit) =>
      kind.forEach((image) => {
        const scores = means.map((mean) => dot(image, mean) / Math.sqrt(dot(mean, mean)));
        if (scores.indexOf(Math.max(...scores)) === digit) right++;
      }),
    );
    // Chance is 40 of 400; handwritten 8 × 8 digits reach about 90 % with this classifier.
    expect(right / 400).toBeGreaterThan(0.85);
    const flat = fresh.flat();
    for (let i = 1; i < flat.length; i++) expect(dot(flat[i], flat[i - 1])).toBeLessThan(size - 1e-3);
  });

  it('writes only its own 64 pixels', () => {
    const buffer = new Float64Array(size + 2).fill(7);
    drawDigit(3, prngKey(5), buffer, 1);
    expect([buffer[0], buffer[size + 1]]).toEqual([7, 7]);
  });
});

describe('digitTarget', () => {
  it('splits the digits in balanced halves by place, parity and their product', () => {
    const digits = Array.from({ length: 10 }, (_, k) => k);
    expect(digits.map((k) => digitTarget('step', k))).toEqual([-1, -1, -1, -1, -1, 1, 1, 1, 1, 1]);
    expect(digits.map((k) => digitTarget('xor', k))).toEqual([1, -1, 1, -1, 1, -1, 1, -1, 1, -1]);
    for (const k of digits) {
      expect(digitTarget('product', k)).toBe(digitTarget('step', k) * digitTarget('xor', k));
    }
    const linear = digits.map((k) => digitTarget('linear', k));
    expect(linear.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 14);
    expect(linear.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(10, 13);
  });
});

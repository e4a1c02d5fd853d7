import { describe, expect, it } from 'vitest';
import { bits32 } from '../../../src/theory/random/bits32';
import { foldIn } from '../../../src/theory/random/foldIn';
import { prngKey } from '../../../src/theory/random/key';
import { permutation } from '../../../src/theory/random/permutation';
import { uniform } from '../../../src/theory/random/uniform';

/** From JAX 0.10.2 with jax_threefry_partitionable: key = fold_in(fold_in(PRNGKey(5), 1000), 3). */
const jax = {
  bits: [
    4048017522, 3598006279, 2861166166, 3355125877, 3780850631, 3284829702, 1522088019, 4113501734,
    1162302274, 2380322371, 113824865, 1630339362,
  ],
  order: [10, 8, 6, 11, 9, 2, 5, 3, 1, 4, 0, 7],
  uniform: [-0.591260126880097, -0.7807337451881995, 0.697259646522816, -1.8428718317157293],
};

describe('the draws of JAX', () => {
  const key = foldIn(foldIn(prngKey(5), 1000), 3);

  it('are reproduced bit for bit', () => {
    expect([...bits32(key, 12)]).toEqual(jax.bits);
    expect([...permutation(key, 12)]).toEqual(jax.order);
    expect([...uniform(key, 4, -2, 3)]).toEqual(jax.uniform);
  });
});

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

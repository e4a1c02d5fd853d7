import { bits32 } from './bits32';
import { foldIn } from './foldIn';
import type { Key } from './key';
import { sobolDimensions, sobolDirections } from './sobolDirections';
import { uniform } from './uniform';

/**
 * The first `count` points of Sobol's sequence in [0, 1)^dimensions, scrambled: [dimensions, count], a row per coordinate.
 *
 * Each coordinate has a random lower triangular matrix over GF(2) with unit diagonal and a random digital shift, so every point
 * is uniform, any function's mean over them is unbiased, and the variance is that of Owen's nested scrambling: O(N⁻³ log^{d−1} N)
 * for smooth integrands, never much above that of N independent draws. Two keys give independent point sets; N a power of two is
 * best. Coordinates beyond the table's 64 are independent draws.
 * Source: Matoušek 1998, "On the L2-discrepancy for anchored boxes"; Owen 2003, "Variance with alternative scramblings of digital
 * nets"; the order of points is the Gray code's (Antonov & Saleev 1979).
 */
export function scrambledSobol(key: Key, count: number, dimensions: number): Float64Array {
  const points = new Float64Array(dimensions * count);
  for (let j = 0; j < dimensions; j++) points.set(sobolCoordinate(key, count, j), j * count);
  return points;
}

/** Coordinate j of the same points: more of them can be had as they are needed. [count] */
export function sobolCoordinate(key: Key, count: number, j: number): Float64Array {
  const own = foldIn(key, j);
  if (j >= sobolDimensions) return uniform(own, count);
  const row = new Float64Array(count);
  coordinate(own, j, row);
  return row;
}

function coordinate(key: Key, dimension: number, row: Float64Array): void {
  const random = bits32(key, 33);
  const v = scrambled(sobolDirections(dimension), random);
  let word = random[32];
  for (let i = 0; i < row.length; i++) {
    // The middle of the cell of width 2⁻³²: never 0, so that a normal quantile is finite.
    row[i] = ((word >>> 0) + 0.5) * 2.3283064365386963e-10;
    word ^= v[31 - Math.clz32(~i & (i + 1))];
  }
}

/** L v: digit r of a scrambled direction is its own digit r plus a random combination of its leading digits. */
function scrambled(v: Uint32Array, random: Uint32Array): Uint32Array {
  return v.map((word) => {
    let image = 0;
    for (let r = 0; r < 32; r++) {
      // Row r of L: random digits above the diagonal's place, 1 there, 0 below; digit 0 is the leading one.
      const place = 0x80000000 >>> r;
      const mask = ((random[r] & ~(0xffffffff >>> r)) | place) >>> 0;
      if (parity(word & mask)) image |= place;
    }
    return image >>> 0;
  });
}

function parity(word: number): number {
  let w = word ^ (word >>> 16);
  w ^= w >>> 8;
  w ^= w >>> 4;
  w ^= w >>> 2;
  return (w ^ (w >>> 1)) & 1;
}

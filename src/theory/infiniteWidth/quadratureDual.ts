import { exp } from '../elementary/exp';
import { normalGrid } from '../quadrature/normalGrid';
import type { NormalGrid } from '../quadrature/normalGrid';
import type { DualMoments, DualWork, GaussianPairs } from './gaussianPairs';
import { correlation, emptyMoments } from './gaussianPairs';
import type { Work } from './work';

/** An activation that is analytic in the strip |Im u| < strip of the complex plane. */
export interface AnalyticActivation {
  readonly value: (u: number) => number;
  readonly slope: (u: number) => number;
  readonly strip: number;
}

/** Orders of the Hermite expansion that are added between two looks at what remains. */
const block = 32;
/** Beyond this order pairs are cheaper in two dimensions (`LatticeSums`, `conditionalSum`). */
const maximumOrder = 384;
/** What the expansion may leave out, relative to √(V(q,q) V(r,r)). */
const tolerance = 3e-14;
/** φ(√q z) has the spectrum e^{−strip ω/√q}: 1e-15 at ω = 34.5 √q/strip. */
const decades = 34.5;
/** Largest bandwidth of a grid; wider functions (q above 50 strip²) lose digits gradually instead of time. */
const maximumBandwidth = 250;

/**
 * V[φ] and V[φ′] of an activation without closed form, for all pairs at once, by Mehler's formula:
 *
 *   E[φ(u)φ(v)] = Σ_k a_k(q) a_k(r) c^k,  a_k(q) = E[φ(√q Z) h_k(Z)],  h_k orthonormal Hermite polynomials,
 *
 * so N one-dimensional integrals replace P two-dimensional ones. What is left out is at most
 * |c|^K √(T(q) T(r)) with the tail T(q) = E[φ²] − Σ_{k<K} a_k², known exactly: orders are added until it is below 3e-14.
 * Pairs at c = ±1 are one-dimensional integrals; wide pairs near ±1 that need too many orders are summed directly.
 * Shapes: see GaussianPairs. Validity: about 1e-13 relative for q ≤ 50 strip² (tanh 120, silu 500), gradually less beyond.
 * Source: Mehler 1866; Daniely, Frostig, Singer 2016 §4 for the use in dual activations.
 */
export function quadratureDual(activation: AnalyticActivation): DualWork {
  return function* (pairs) {
    const moments = emptyMoments(pairs);
    let widest = 0;
    for (const value of pairs.q) widest = Math.max(widest, value);
    if (!(widest < 1e300)) return filledWithNaN(moments);
    const bandwidth = Math.min(maximumBandwidth, (decades / activation.strip) * Math.sqrt(widest));
    const grid = normalGrid(bandwidth + 8);
    // h_k is resolved by the grid while √k stays below its bandwidth.
    const highestOrder = Math.min(maximumOrder, Math.floor((bandwidth + 8) * (bandwidth + 8)));
    const value = yield* foldedSamples(activation.value, pairs.q, grid);
    const slope = yield* foldedSamples(activation.slope, pairs.q, grid);
    const left = [
      yield* correlateAll(pairs, grid, value, moments.diagonal, moments.pair, highestOrder),
      yield* correlateAll(pairs, grid, slope, moments.diagonalSlope, moments.pairSlope, highestOrder),
    ];
    const functions = [activation.value, activation.slope];
    const results = [moments.pair, moments.pairSlope];
    for (let which = 0; which < 2; which++) {
      const lattice = new LatticeSums(functions[which], pairs.q, bandwidth);
      for (const e of left[which]) {
        const i = pairs.first[e];
        const j = pairs.second[e];
        const c = correlation(pairs.q[i], pairs.q[j], pairs.k[e]);
        results[which][e] = lattice.reaches(c)
          ? lattice.sum(i, j, c)
          : conditionalSum(functions[which], activation.strip, pairs.q[i], pairs.q[j], c);
        yield;
      }
    }
    return moments;
  };
}

function filledWithNaN(moments: DualMoments): DualMoments {
  for (const array of [moments.diagonal, moments.diagonalSlope, moments.pair, moments.pairSlope])
    array.fill(NaN);
  return moments;
}

/** w_j (g(√q_i z_j) ± g(−√q_i z_j)): even and odd part times the weight, each [N, J]. */
interface FoldedSamples {
  readonly even: Float64Array;
  readonly odd: Float64Array;
}

function* foldedSamples(g: (u: number) => number, q: Float64Array, grid: NormalGrid): Work<FoldedSamples> {
  const count = grid.z.length;
  const even = new Float64Array(q.length * count);
  const odd = new Float64Array(q.length * count);
  for (let i = 0; i < q.length; i++) {
    const scale = Math.sqrt(q[i]);
    for (let j = 0; j < count; j++) {
      const right = g(scale * grid.z[j]);
      const mirrored = g(-scale * grid.z[j]);
      even[i * count + j] = grid.w[j] * (right + mirrored);
      odd[i * count + j] = grid.w[j] * (right - mirrored);
    }
    yield;
  }
  return { even, odd };
}

/** E[g(√q_i Z) g(±√q_j Z)]. */
function aligned(samples: FoldedSamples, grid: NormalGrid, i: number, j: number, sign: number): number {
  const count = grid.z.length;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < count; at++) {
    even += (samples.even[i * count + at] * samples.even[j * count + at]) / grid.w[at];
    odd += (samples.odd[i * count + at] * samples.odd[j * count + at]) / grid.w[at];
  }
  return 0.5 * (even + sign * odd);
}

/** Fills the diagonal and every pair that converges; returns the pairs that need more than `highestOrder` orders. */
function* correlateAll(
  pairs: GaussianPairs,
  grid: NormalGrid,
  samples: FoldedSamples,
  diagonal: Float64Array,
  result: Float64Array,
  highestOrder: number,
): Work<Int32Array> {
  const { q, first, second, k } = pairs;
  const count = grid.z.length;
  const tail = new Float64Array(q.length);
  for (let i = 0; i < q.length; i++) {
    diagonal[i] = aligned(samples, grid, i, i, 1);
    tail[i] = diagonal[i];
  }
  let open = new Int32Array(k.length);
  let openCount = 0;
  const c = new Float64Array(k.length);
  const power = new Float64Array(k.length).fill(1);
  for (let e = 0; e < k.length; e++) {
    c[e] = correlation(q[first[e]], q[second[e]], k[e]);
    if (c[e] === 1 || c[e] === -1) result[e] = aligned(samples, grid, first[e], second[e], c[e]);
    else open[openCount++] = e;
  }
  const hermite = new HermiteBlocks(grid);
  const coefficients = new Float64Array(q.length * block);
  for (let order = 0; order < highestOrder && openCount > 0; order += block) {
    const table = hermite.next();
    for (let i = 0; i < q.length; i++) {
      for (let b = 0; b < block; b++) {
        const side = (order + b) % 2 === 0 ? samples.even : samples.odd;
        let sum = 0;
        for (let at = 0; at < count; at++) sum += side[i * count + at] * table[b * count + at];
        coefficients[i * block + b] = sum;
        tail[i] -= sum * sum;
      }
      yield;
    }
    let kept = 0;
    for (let o = 0; o < openCount; o++) {
      const e = open[o];
      const i = first[e] * block;
      const j = second[e] * block;
      let sum = 0;
      for (let b = block - 1; b >= 0; b--) sum = sum * c[e] + coefficients[i + b] * coefficients[j + b];
      result[e] += power[e] * sum;
      for (let squaring = 0, base = c[e]; squaring < 5; squaring++) {
        base *= base;
        if (squaring === 4) power[e] *= base;
      }
      const remainder =
        Math.abs(power[e]) * Math.sqrt(Math.max(0, tail[first[e]]) * Math.max(0, tail[second[e]]));
      if (remainder > tolerance * Math.sqrt(diagonal[first[e]] * diagonal[second[e]])) open[kept++] = e;
    }
    openCount = kept;
    yield;
  }
  open = open.slice(0, openCount);
  for (const e of open) result[e] = 0;
  return open;
}

/** Orthonormal Hermite polynomials on a grid, `block` orders at a time: h_{k+1} = (z h_k − √k h_{k−1})/√(k+1). */
class HermiteBlocks {
  private order = 0;
  private current: Float64Array;
  private previous: Float64Array;
  private readonly table: Float64Array;

  constructor(private readonly grid: NormalGrid) {
    const count = grid.z.length;
    this.current = new Float64Array(count).fill(1);
    this.previous = new Float64Array(count);
    this.table = new Float64Array(block * count);
  }

  /** The next block, [block, J]; the array is reused. */
  next(): Float64Array {
    const count = this.grid.z.length;
    for (let b = 0; b < block; b++) {
      this.table.set(this.current, b * count);
      const below = Math.sqrt(this.order);
      const above = Math.sqrt(this.order + 1);
      for (let j = 0; j < count; j++) {
        const next = (this.grid.z[j] * this.current[j] - below * this.previous[j]) / above;
        this.previous[j] = this.current[j];
        this.current[j] = next;
      }
      this.order++;
    }
    return this.table;
  }
}

/**
 * E[g(u)g(v)] as a double sum over one square lattice, each g(√q_i z) tabulated once. The density of (z, z′) is a product
 * of a function of z + z′ and one of z − z′, both tables; only the band |z − z′| ≤ 13 √(1 − c) counts. c < 0 is mirrored.
 */
class LatticeSums {
  private readonly step: number;
  private readonly half: number;
  private readonly thinnest: number;
  private readonly tables = new Map<number, Float64Array>();

  constructor(
    private readonly g: (u: number) => number,
    private readonly q: Float64Array,
    bandwidth: number,
  ) {
    this.step = (2 * 3.141592653589793) / (2.5 * bandwidth + 9);
    this.half = Math.floor(9 / this.step) + 1;
    // The band's spectrum e^{−(1−c)ω²} has fallen to 1e-15 at ω = 6/√(1 − c); the lattice has 1.5 bandwidths to spare.
    const thinnest = 6 / (1.5 * bandwidth + 9);
    this.thinnest = thinnest * thinnest;
  }

  reaches(c: number): boolean {
    return 1 - Math.abs(c) >= this.thinnest;
  }

  sum(first: number, second: number, c: number): number {
    const { step, half } = this;
    const size = 2 * half;
    const near = 1 - Math.abs(c);
    const far = 1 + Math.abs(c);
    const band = Math.min(size - 1, Math.floor((12.9 * Math.sqrt(near)) / step));
    const across = new Float64Array(2 * band + 1);
    for (let b = 0; b <= band; b++) {
      across[band - b] = exp((-b * b * step * step) / (4 * near));
      across[band + b] = across[band - b];
    }
    // z_j + z_l = (j + l + 1 − size) h.
    const along = new Float64Array(2 * size);
    for (let a = 0; a < 2 * size; a++) {
      const at = (a + 1 - size) * step;
      along[a] = exp((-at * at) / (4 * far));
    }
    const left = this.table(first);
    const straight = this.table(second);
    const right = c < 0 ? straight.slice().reverse() : straight;
    let total = 0;
    for (let j = 0; j < size; j++) {
      const end = Math.min(size - 1, j + band);
      let row = 0;
      for (let l = Math.max(0, j - band); l <= end; l++) {
        row += along[j + l] * across[l - j + band] * right[l];
      }
      total += left[j] * row;
    }
    return (total * step * step) / (2 * 3.141592653589793 * Math.sqrt(near * far));
  }

  /** g(√q_i z_j), z_j = (j + ½ − half) h. */
  private table(i: number): Float64Array {
    let samples = this.tables.get(i);
    if (samples === undefined) {
      const scale = Math.sqrt(this.q[i]) * this.step;
      samples = new Float64Array(2 * this.half);
      for (let j = 0; j < samples.length; j++) samples[j] = this.g(scale * (j + 0.5 - this.half));
      this.tables.set(i, samples);
    }
    return samples;
  }
}

/**
 * E[g(u)g(v)] as a double sum, u = √q z, v = √r (c z + s z′): the inner rule thins out with s = √(1 − c²), because the
 * inner function has the bandwidth s times that of the outer one. For wide pairs near c = ±1.
 */
function conditionalSum(g: (u: number) => number, strip: number, q: number, r: number, c: number): number {
  const s = Math.sqrt((1 - c) * (1 + c));
  const widest = (decades / strip) * Math.sqrt(Math.max(q, r));
  const outer = normalGrid(Math.min(maximumBandwidth, widest));
  const inner = normalGrid(Math.min(maximumBandwidth, widest * s));
  const scale = Math.sqrt(q);
  const mean = Math.sqrt(r) * c;
  const spread = Math.sqrt(r) * s;
  let total = 0;
  for (let j = 0; j < outer.z.length; j++) {
    let right = 0;
    let left = 0;
    for (let l = 0; l < inner.z.length; l++) {
      const shift = spread * inner.z[l];
      right += inner.w[l] * (g(mean * outer.z[j] + shift) + g(mean * outer.z[j] - shift));
      left += inner.w[l] * (g(shift - mean * outer.z[j]) + g(-shift - mean * outer.z[j]));
    }
    total += outer.w[j] * (g(scale * outer.z[j]) * right + g(-scale * outer.z[j]) * left);
  }
  return total;
}

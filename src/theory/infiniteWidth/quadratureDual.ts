import { normalGrid } from '../quadrature/normalGrid';
import type { DualWork, GaussianPairs } from './gaussianPairs';
import { emptyMoments, geometricMean } from './gaussianPairs';
import { block, foldedSamples, HermiteTable, type FoldedSamples } from './hermiteTable';
import { gapOfOutputs, type PairFormula } from './pairFormula';
import type { Work } from './work';

/** An activation that is analytic in the strip |Im u| < strip of the complex plane, and its dual pair by pair. */
export interface AnalyticActivation {
  readonly value: (u: number) => number;
  readonly slope: (u: number) => number;
  readonly strip: number;
  readonly pair: PairFormula;
}

/** φ(√q z) has the spectrum e^{−strip ω/√q}: 1e-15 at ω = 34.5 √q/strip. */
const decades = 34.5;
/** Variances up to this many strip² are expanded: a grid of bandwidth 250 resolves them. */
const widestExpanded = 52;
/** Beyond this order pairs are cheaper one by one. */
const maximumOrder = 384;
/** What the expansion may leave out, relative to √(V(q,q) V(r,r)). */
const tolerance = 3e-14;
/** The pairs' own formula multiplies two variances. */
const largestVariance = 1e150;

/**
 * V[φ] and V[φ′] of an analytic activation, for all pairs at once, by Mehler's formula:
 *
 *   E[φ(u)φ(v)] = Σ_k a_k(q) a_k(r) c^k,  a_k(q) = E[φ(√q Z) h_k(Z)],  h_k orthonormal Hermite polynomials,
 *
 * so N one-dimensional integrals replace P two-dimensional ones. What is left out is at most
 * |c|^K √(T(q) T(r)) with the tail T(q) = E[φ²] − Σ_{k<K} a_k², known exactly: orders are added until it is below 3e-14.
 * Pairs at c = ±1 are one-dimensional integrals. Pairs near ±1 that need too many orders, and those with a variance beyond 52
 * strip² (tanh 128, silu 513), take the activation's own formula one by one.
 * Shapes: see GaussianPairs. Validity: variances to 1e150, about 1e-13 relative.
 * Source: Mehler 1866; Daniely, Frostig, Singer 2016 §4 for the use in dual activations.
 */
export function quadratureDual(activation: AnalyticActivation): DualWork {
  // At great depth the variances stop moving: what depends on them alone is kept.
  let tables: Tables | null = null;
  const { pair, strip } = activation;
  const widest = widestExpanded * strip * strip;
  return function* (pairs) {
    const { q, first, second, gap } = pairs;
    const moments = emptyMoments(pairs);
    if (!q.every((value) => value <= largestVariance)) {
      for (const array of Object.values(moments) as Float64Array[]) array.fill(NaN);
      return moments;
    }
    if (tables === null || !sameNumbers(tables.q, q)) tables = yield* tabulate(activation, q, widest);
    const { value, slope } = tables;
    moments.diagonal.set(value.diagonal);
    moments.diagonalSlope.set(slope.diagonal);
    const out = new Float64Array(4).fill(NaN);
    for (let i = 0; i < q.length; i++) {
      if (q[i] <= widest) continue;
      pair(q[i], q[i], 0, out);
      moments.diagonal[i] = out[0];
      moments.diagonalSlope[i] = out[1];
    }
    const near = Int32Array.from(gap.keys()).filter((e) => Math.max(q[first[e]], q[second[e]]) <= widest);
    const openValues = yield* correlateAll(pairs, near, value, moments.pair, moments.gap);
    const openSlopes = yield* correlateAll(pairs, near, slope, moments.pairSlope, null);
    // 1: V[φ] is open, 2: V[φ′] is.
    const open = new Uint8Array(gap.length).fill(3);
    for (const e of near) open[e] = 0;
    for (const e of openValues) open[e] |= 1;
    for (const e of openSlopes) open[e] |= 2;
    for (let e = 0; e < gap.length; e++) {
      if (open[e] === 0) continue;
      const [i, j] = [first[e], second[e]];
      pair(q[i], q[j], gap[e], out);
      if (open[e] & 1) {
        moments.pair[e] = out[0];
        moments.gap[e] = gapOfOutputs(q[i], q[j], moments.diagonal[i], moments.diagonal[j], out);
      }
      if (open[e] & 2) moments.pairSlope[e] = out[1];
      yield;
    }
    return moments;
  };
}

/** What a layer's variances fix: samples and Hermite coefficients of φ and φ′. */
interface Tables {
  readonly q: Float64Array;
  readonly value: HermiteTable;
  readonly slope: HermiteTable;
}

/** Variances beyond the widest that is expanded count as 0. */
function* tabulate(activation: AnalyticActivation, all: Float64Array, widest: number): Work<Tables> {
  const q = all.map((value) => (value <= widest ? value : 0));
  const bandwidth = (decades / activation.strip) * Math.sqrt(q.reduce((a, b) => Math.max(a, b), 0));
  const grid = normalGrid(bandwidth + 8);
  // h_k is resolved by the grid while √k stays below its bandwidth.
  const highestOrder = Math.min(maximumOrder, Math.floor((bandwidth + 8) * (bandwidth + 8)));
  const spread = q.map((value) => Math.sqrt(value) / activation.strip);
  const table = (samples: FoldedSamples): HermiteTable =>
    new HermiteTable(grid, samples, q.length, highestOrder, spread);
  const value = table(yield* foldedSamples(activation.value, q, grid));
  const slope = table(yield* foldedSamples(activation.slope, q, grid));
  return { q: all.slice(), value, slope };
}

function sameNumbers(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** Below this gap the gap of the outputs is summed by itself, above it their difference has digits to spare. */
const nearGap = 0.05;
/** So it is where φ is all but constant over both laws: where this share of E[φ²] is the mean's. */
const constantShare = 0.9;
/** What a gap of the outputs may leave out, relative to itself. */
const gapTolerance = 1e-12;

/** Fills those of the `near` pairs that converge, and the gaps of their outputs; returns the ones that need too many orders. */
function* correlateAll(
  pairs: GaussianPairs,
  near: Int32Array,
  table: HermiteTable,
  result: Float64Array,
  outputGap: Float64Array | null,
): Work<Int32Array> {
  const { first, second, gap } = pairs;
  const { diagonal } = table;
  const open = new Int32Array(near.length);
  let openCount = 0;
  const power = new Float64Array(gap.length).fill(1); // c^order
  const missing = new Float64Array(gap.length); // 1 − c^order
  const constant = Uint8Array.from(diagonal, (value, i) => {
    const mean = table.block(0).coefficients[i * block];
    return mean * mean > constantShare * value ? 1 : 0;
  });
  const summed = (e: number): boolean =>
    outputGap !== null && (gap[e] < nearGap || (constant[first[e]] & constant[second[e]]) === 1);
  for (const e of near) {
    const [i, j] = [first[e], second[e]];
    if (gap[e] === 0 || gap[e] === 2) result[e] = table.aligned(i, j, 1 - gap[e]);
    else open[openCount++] = e;
    if (outputGap && summed(e)) outputGap[e] = table.bracket(i, j) + (gap[e] === 2 ? table.opposed(i, j) : 0);
  }
  const close = (e: number): void => {
    const scale = geometricMean(diagonal[first[e]], diagonal[second[e]]);
    if (outputGap) outputGap[e] = !(scale > 0) ? 0 : summed(e) ? outputGap[e] / scale : 1 - result[e] / scale;
  };
  for (const e of near) if (gap[e] === 0 || gap[e] === 2) close(e);
  for (let at = 0; at < table.blocks && openCount > 0; at++) {
    const { coefficients, tail } = table.block(at);
    yield;
    let kept = 0;
    for (let o = 0; o < openCount; o++) {
      const e = open[o];
      const i = first[e] * block;
      const j = second[e] * block;
      const c = 1 - gap[e];
      let sum = 0;
      const own = outputGap !== null && summed(e);
      if (own) {
        // Σ ab (1 − c^k) of the block from Σ ab and Σ ab (1 − c^b) = gap Σ ab (1 + c + … + c^{b−1}).
        let whole = 0;
        let rise = 0;
        for (let b = block - 1; b >= 0; b--) {
          const product = coefficients[i + b] * coefficients[j + b];
          rise = rise * c + whole;
          whole += product;
          sum = sum * c + product;
        }
        outputGap[e] += missing[e] * whole + power[e] * gap[e] * rise;
      } else {
        for (let b = block - 1; b >= 0; b--) sum = sum * c + coefficients[i + b] * coefficients[j + b];
      }
      result[e] += power[e] * sum;
      // c^32 by five squarings, 1 − c^32 = (1 − c)(1 + c)(1 + c²)…(1 + c¹⁶).
      let base = c;
      let fall = gap[e];
      for (let squaring = 0; squaring < 5; squaring++) {
        fall *= 1 + base;
        base *= base;
      }
      missing[e] += power[e] * fall;
      power[e] *= base;
      const remainder = Math.sqrt(tail[first[e]] * tail[second[e]]);
      const scale = Math.sqrt(diagonal[first[e]] * diagonal[second[e]]);
      const converged =
        Math.abs(power[e]) * remainder <= tolerance * scale &&
        // What the gap leaves out is Σ_{k≥K} ab (1 − c^k), which does not fall with c^K.
        !(own && Math.min(2, missing[e] + gap[e] * block) * remainder > gapTolerance * outputGap[e]);
      if (converged) close(e);
      else open[kept++] = e;
    }
    openCount = kept;
    yield;
  }
  return open.slice(0, openCount);
}

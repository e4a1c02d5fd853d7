import { gaussLegendre } from '../quadrature/gaussLegendre';
import { normalGrid } from '../quadrature/normalGrid';
import { decades, maximumBandwidth } from './bandwidth';
import { conditionalSum, LatticeSums } from './directSums';
import type { DualMoments, DualWork, GaussianPairs } from './gaussianPairs';
import { emptyMoments, geometricMean } from './gaussianPairs';
import { block, foldedSamples, HermiteTable } from './hermiteTable';
import type { Work } from './work';

/** An activation that is analytic in the strip |Im u| < strip of the complex plane. */
export interface AnalyticActivation {
  readonly value: (u: number) => number;
  readonly slope: (u: number) => number;
  readonly strip: number;
}

/** Beyond this order pairs are cheaper in two dimensions (`LatticeSums`, `conditionalSum`). */
const maximumOrder = 384;
/** What the expansion may leave out, relative to √(V(q,q) V(r,r)). */
const tolerance = 3e-14;
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
  // At great depth the variances stop moving: what depends on them alone is kept.
  let tables: Tables | null = null;
  return function* (pairs) {
    const moments = emptyMoments(pairs);
    let widest = 0;
    for (const value of pairs.q) widest = Math.max(widest, value);
    if (!(widest < 1e300)) return filledWithNaN(moments);
    if (tables === null || !sameNumbers(tables.q, pairs.q))
      tables = yield* tabulate(activation, pairs.q, widest);
    const { value, slope, bandwidth } = tables;
    moments.diagonal.set(value.diagonal);
    moments.diagonalSlope.set(slope.diagonal);
    const left = [
      yield* correlateAll(pairs, value, moments.pair, moments.gap),
      yield* correlateAll(pairs, slope, moments.pairSlope, null),
    ];
    const functions = [activation.value, activation.slope];
    const results = [moments.pair, moments.pairSlope];
    for (let which = 0; which < 2; which++) {
      const lattice = new LatticeSums(functions[which], pairs.q, bandwidth);
      for (const e of left[which]) {
        const [i, j] = [pairs.first[e], pairs.second[e]];
        results[which][e] = lattice.reaches(pairs.gap[e])
          ? lattice.sum(i, j, pairs.gap[e])
          : conditionalSum(functions[which], activation.strip, pairs.q[i], pairs.q[j], pairs.gap[e]);
        yield;
      }
    }
    for (const e of left[0]) moments.gap[e] = gapOfWidePair(pairs, tables, activation, moments, e);
    return moments;
  };
}

/** What a layer's variances fix: samples and Hermite coefficients of φ and φ′. */
interface Tables {
  readonly q: Float64Array;
  readonly bandwidth: number;
  readonly value: HermiteTable;
  readonly slope: HermiteTable;
}

function* tabulate(activation: AnalyticActivation, q: Float64Array, widest: number): Work<Tables> {
  const bandwidth = Math.min(maximumBandwidth, (decades / activation.strip) * Math.sqrt(widest));
  const grid = normalGrid(bandwidth + 8);
  // h_k is resolved by the grid while √k stays below its bandwidth.
  const highestOrder = Math.min(maximumOrder, Math.floor((bandwidth + 8) * (bandwidth + 8)));
  const value = new HermiteTable(
    grid,
    yield* foldedSamples(activation.value, q, grid),
    q.length,
    highestOrder,
  );
  const slope = new HermiteTable(
    grid,
    yield* foldedSamples(activation.slope, q, grid),
    q.length,
    highestOrder,
  );
  return { q: q.slice(), bandwidth, value, slope };
}

function sameNumbers(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

/** On this stretch of (q + r) gap/strip², V[φ′] is a polynomial in the gap to 1e-13. */
const straight = 0.05;
const priceRule = gaussLegendre(4);

/**
 * The gap of the outputs of a pair that the expansion does not reach: by Price's theorem, as in `outputGap`, where the inputs
 * are so near that their own difference would cancel, else that difference.
 */
function gapOfWidePair(
  pairs: GaussianPairs,
  { value }: Tables,
  activation: AnalyticActivation,
  moments: DualMoments,
  e: number,
): number {
  const [i, j] = [pairs.first[e], pairs.second[e]];
  const [q, r] = [pairs.q[i], pairs.q[j]];
  const gap = pairs.gap[e];
  const scale = geometricMean(value.diagonal[i], value.diagonal[j]);
  if (!((q + r) * gap < straight * activation.strip * activation.strip)) return 1 - moments.pair[e] / scale;
  let mean = 0;
  for (let node = 0; node < priceRule.x.length; node++)
    mean +=
      priceRule.w[node] * conditionalSum(activation.slope, activation.strip, q, r, gap * priceRule.x[node]);
  return (value.bracket(i, j) + geometricMean(q, r) * gap * mean) / scale;
}

function filledWithNaN(moments: DualMoments): DualMoments {
  for (const array of Object.values(moments) as Float64Array[]) array.fill(NaN);
  return moments;
}

/** Below this gap the gap of the outputs is summed by itself, above it their difference has digits to spare. */
const nearGap = 0.05;

/** Fills every pair that converges, and the gap of its outputs; returns the pairs that need too many orders. */
function* correlateAll(
  pairs: GaussianPairs,
  table: HermiteTable,
  result: Float64Array,
  outputGap: Float64Array | null,
): Work<Int32Array> {
  const { first, second, gap } = pairs;
  const { diagonal } = table;
  const open = new Int32Array(gap.length);
  let openCount = 0;
  const power = new Float64Array(gap.length).fill(1); // c^order
  const missing = new Float64Array(gap.length); // 1 − c^order
  for (let e = 0; e < gap.length; e++) {
    if (gap[e] === 0 || gap[e] === 2) result[e] = table.aligned(first[e], second[e], 1 - gap[e]);
    else open[openCount++] = e;
    if (outputGap) outputGap[e] = gap[e] < nearGap ? table.bracket(first[e], second[e]) : 0;
  }
  const close = (e: number): void => {
    const scale = geometricMean(diagonal[first[e]], diagonal[second[e]]);
    if (outputGap)
      outputGap[e] = !(scale > 0) ? 0 : gap[e] < nearGap ? outputGap[e] / scale : 1 - result[e] / scale;
  };
  for (let e = 0; e < gap.length; e++) if (gap[e] === 0 || gap[e] === 2) close(e);
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
      if (outputGap && gap[e] < nearGap) {
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
      const remainder =
        Math.abs(power[e]) * Math.sqrt(Math.max(0, tail[first[e]]) * Math.max(0, tail[second[e]]));
      if (remainder > tolerance * Math.sqrt(diagonal[first[e]] * diagonal[second[e]])) open[kept++] = e;
      else close(e);
    }
    openCount = kept;
    yield;
  }
  const rest = open.slice(0, openCount);
  for (const e of rest) result[e] = 0;
  return rest;
}

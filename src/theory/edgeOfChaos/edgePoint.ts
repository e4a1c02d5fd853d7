import type { ActivationName } from '../activations/names';
import { findRoot } from '../roots/findRoot';
import { VarianceMap } from './varianceMap';

/** A point of the edge of chaos: χ = 1 at the fixed variance q; q is null where every variance is fixed. */
export interface EdgePoint {
  readonly sigmaB: number;
  readonly sigmaW: number;
  readonly q: number | null;
  /**
   * Whether the variance map returns to q from both sides. Silu's edge is not stable: smaller variances fall to a smaller fixed
   * point in the ordered phase, larger ones diverge, so only signals that start at q itself see the edge.
   */
  readonly stable: boolean;
}

const narrowest = 1e-9;
const widest = 1e8;
const stride = 1.15;

/**
 * The edge of chaos at a given σ_b, or null where the activation has none there.
 *
 * Both conditions, q = σ_b² + σ_w² E[φ²] and σ_w² E[φ′²] = 1, depend on σ_w through one another only, so the edge is a curve in q:
 *
 *   σ_w² = 1/E[φ′(√q Z)²],   σ_b² = q − E[φ(√q Z)²]/E[φ′(√q Z)²]
 *
 * and σ_b fixes q by one root, found to rounding (σ_w to about 1e-13). Of several the first stable one counts, and the smallest
 * where none is stable. Source: HDR §3.1; the curve in q: Hayou et al. 2019, algorithm 1.
 */
export function edgePoint(activation: ActivationName, param: number, sigmaB: number): EdgePoint | null {
  const map = new VarianceMap(activation, param);
  if (map.homogeneous !== null) {
    // E[φ²]/E[φ′²] = q: the edge is one point, σ_b = 0, and every variance is fixed there.
    return sigmaB === 0 ? { sigmaB, sigmaW: 1 / Math.sqrt(map.homogeneous), q: null, stable: true } : null;
  }
  const bias = sigmaB * sigmaB;
  if (bias === 0) {
    const { value, slope } = map.moments(0);
    return value === 0 && slope > 0 ? { sigmaB, ...onEdge(map, 0) } : null;
  }
  const miss = (q: number): number => squaredBias(map, q) - bias;
  let found: EdgePoint | null = null;
  let low = Math.max(bias, narrowest);
  let atLow = miss(low);
  for (let high = low * stride; high < widest; high *= stride) {
    const atHigh = miss(high);
    if (atLow < 0 !== atHigh < 0) {
      const point = { sigmaB, ...onEdge(map, findRoot(miss, low, high)!) };
      if (point.stable) return point;
      found ??= point;
    }
    [low, atLow] = [high, atHigh];
  }
  return found;
}

/** σ_b² of the edge as a function of q; negative where q is no variance of the edge. */
function squaredBias(map: VarianceMap, q: number): number {
  const { value, slope } = map.moments(q);
  return q - value / slope;
}

/** σ_w of the edge at q, and whether σ_w² dE[φ²]/dq < 1 there. */
function onEdge(map: VarianceMap, q: number): { sigmaW: number; q: number; stable: boolean } {
  const { slope } = map.moments(q);
  const from = q > 0 ? 0.9999 * q : 0;
  const to = q > 0 ? 1.0001 * q : 1e-6;
  const growth = (map.moments(to).value - map.moments(from).value) / (to - from);
  return { sigmaW: 1 / Math.sqrt(slope), q, stable: growth < slope };
}

/**
 * The edge as a curve: points in order of q with σ_b ≤ `sigmaBMax` and q ≤ `qMax`, from σ_b = 0 where φ(0) = 0. Empty where there
 * is none. Neighbours differ by `ratio` in q.
 */
export function edgeCurve(
  activation: ActivationName,
  param: number,
  sigmaBMax: number,
  qMax = 1e3,
  ratio = 1.1,
): EdgePoint[] {
  const map = new VarianceMap(activation, param);
  const start = edgePoint(activation, param, 0);
  const points: EdgePoint[] = start ? [start] : [];
  if (map.homogeneous !== null) return points;
  for (let q = 1e-6; q < qMax; q *= ratio) {
    const bias = squaredBias(map, q);
    const sigmaB = Math.sqrt(bias);
    if (bias > 0 && sigmaB <= sigmaBMax) points.push({ sigmaB, ...onEdge(map, q) });
  }
  return points;
}

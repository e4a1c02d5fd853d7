import { powerOfTwo } from '../elementary/powerOfTwo';
import type { ActivationName } from '../activations/names';
import type { LayerScale } from '../network/parametrisation';
import { gapOfSum } from './correlationGap';
import { scaledDual } from './dualActivation';
import type { DualMoments, DualWork, GaussianPairs } from './gaussianPairs';
import { geometricMean } from './gaussianPairs';
import type { Work } from './work';

/** Σ and Θ of one layer: Σ as variances and gaps, both in units of a power of two. */
export interface KernelLayer extends GaussianPairs {
  /** Σ_ii = 2^exponent q_i. */
  readonly exponent: number;
  /** Θ_ii = 2^thetaExponent thetaDiagonal_i, and the same for the pairs. */
  readonly thetaDiagonal: Float64Array; // [N]
  readonly theta: Float64Array; // [P]
  readonly thetaExponent: number;
}

/** Beyond 2^±400 numbers are taken in another unit, long before a product of two leaves float64. */
const unitShift = 400;
/** Variances that move by less than this, relative, have arrived: what depends on them alone need not be made again. */
const arrived = 4.5e-16;

/**
 * The recursion of MATH §4 for Σ and Θ through layers, at any depth: correlations are carried as gaps (GaussianPairs), and
 * Σ and Θ in units of powers of two, so that neither 1 − c nor a kernel of 10³⁰⁰⁰ loses its digits.
 */
export class KernelRecursion implements KernelLayer {
  readonly q: Float64Array;
  readonly gap: Float64Array;
  readonly thetaDiagonal: Float64Array;
  readonly theta: Float64Array;
  exponent = 0;
  thetaExponent = 0;
  private readonly dual: DualWork;

  constructor(
    readonly first: Int32Array,
    readonly second: Int32Array,
    points: number,
    activation: ActivationName,
    param: number,
  ) {
    this.q = new Float64Array(points);
    this.thetaDiagonal = new Float64Array(points);
    this.gap = new Float64Array(first.length);
    this.theta = new Float64Array(first.length);
    this.dual = scaledDual(activation, param, () => this.exponent);
  }

  /** Layer 1, whose input is x, [N, d]. */
  start(layer: LayerScale, x: Float64Array, d: number): void {
    const weight = layer.forward * layer.forward;
    const bias = layer.bias * layer.bias;
    const parts = [weight * layer.sd * layer.sd, bias * layer.biasSd * layer.biasSd];
    const lengths = new Float64Array(this.q.length);
    for (let i = 0; i < this.q.length; i++) {
      const square = dot(x, i, i, d);
      lengths[i] = Math.sqrt(square);
      this.q[i] = parts[0] * square + parts[1];
      this.thetaDiagonal[i] = layer.rate * (weight * square + bias);
    }
    for (let e = 0; e < this.gap.length; e++) {
      const [i, j] = [this.first[e], this.second[e]];
      const product = dot(x, i, j, d);
      this.theta[e] = layer.rate * (weight * product + bias);
      const a = [parts[0] * lengths[i] * lengths[i], parts[1]];
      const b = [parts[0] * lengths[j] * lengths[j], parts[1]];
      this.gap[e] = gapOfSum(a, b, [gapOfInputs(x, i, j, d, lengths, product), 0], this.q[i], this.q[j]);
    }
  }

  /** V[φ] and V[φ′] of the present layer, Σ's in its own unit. */
  moments(): Work<DualMoments> {
    return this.dual(this);
  }

  /** To the next layer; τ as in `Parametrisation`, `squared` multiplies the squares of the forward and bias multipliers. */
  advance(moments: DualMoments, layer: LayerScale, tau: number, squared = 1): void {
    const block = tau === 0 ? squared : tau * tau;
    const keep = tau === 0 ? 0 : 1;
    const weight = block * layer.forward * layer.forward * layer.fanIn;
    const bias = block * layer.bias * layer.bias;
    const spread = weight * layer.sd * layer.sd;
    const biasSpread = bias * layer.biasSd * layer.biasSd * power(-this.exponent);
    const step = layer.rate * weight * power(this.exponent - this.thetaExponent);
    const biasStep = layer.rate * bias * power(-this.thetaExponent);
    const { q, gap, first, second, theta, thetaDiagonal } = this;
    const old = q.slice();
    for (let i = 0; i < q.length; i++) {
      thetaDiagonal[i] =
        thetaDiagonal[i] * (keep + spread * moments.diagonalSlope[i]) + step * moments.diagonal[i] + biasStep;
      const next = keep * q[i] + spread * moments.diagonal[i] + biasSpread;
      if (!(Math.abs(next - q[i]) <= arrived * q[i])) q[i] = next;
    }
    const a = new Float64Array(3);
    const b = new Float64Array(3);
    const gaps = new Float64Array(3);
    for (let e = 0; e < gap.length; e++) {
      const [i, j] = [first[e], second[e]];
      theta[e] = theta[e] * (keep + spread * moments.pairSlope[e]) + step * moments.pair[e] + biasStep;
      a[0] = keep * old[i];
      b[0] = keep * old[j];
      a[1] = spread * moments.diagonal[i];
      b[1] = spread * moments.diagonal[j];
      a[2] = biasSpread;
      b[2] = biasSpread;
      gaps[0] = gap[e];
      gaps[1] = moments.gap[e];
      gap[e] = gapOfSum(a, b, gaps, q[i], q[j]);
    }
    this.exponent += rescale(q, []);
    this.thetaExponent += rescale(thetaDiagonal, [theta]);
  }

  /** Σ of a pair in units of 2^exponent. */
  covariance(e: number): number {
    return geometricMean(this.q[this.first[e]], this.q[this.second[e]]) * (1 - this.gap[e]);
  }
}

/** Moves numbers that leave 2^±400 into another unit; returns the change of the exponent. */
function rescale(leading: Float64Array, others: readonly Float64Array[]): number {
  let largest = 0;
  for (const value of leading) largest = Math.max(largest, value);
  const far = power(unitShift);
  if (!(largest > far || (largest < 1 / far && largest > 0)) || largest === Infinity) return 0;
  const shift = largest > far ? unitShift : -unitShift;
  const factor = power(-shift);
  for (const array of [leading, ...others]) for (let i = 0; i < array.length; i++) array[i] *= factor;
  return shift;
}

/** 2^k; 0 or ∞ where float64 has no such number. */
export function power(k: number): number {
  return k < -1022 ? 0 : k > 1023 ? Infinity : powerOfTwo(k);
}

function dot(x: Float64Array, i: number, j: number, d: number): number {
  let sum = 0;
  for (let a = 0; a < d; a++) sum += x[i * d + a] * x[j * d + a];
  return sum;
}

/** 1 − cos of the angle between two inputs: as ½ |x̂ − x̂′|² where they are near. */
function gapOfInputs(
  x: Float64Array,
  i: number,
  j: number,
  d: number,
  lengths: Float64Array,
  product: number,
): number {
  const scale = lengths[i] * lengths[j];
  if (!(scale > 0)) return 1;
  if (product < 0.5 * scale) return Math.min(2, 1 - product / scale);
  let sum = 0;
  for (let a = 0; a < d; a++) {
    const apart = x[i * d + a] / lengths[i] - x[j * d + a] / lengths[j];
    sum += apart * apart;
  }
  // Points on one ray differ by rounding alone.
  return sum < 1e-30 ? 0 : 0.5 * sum;
}

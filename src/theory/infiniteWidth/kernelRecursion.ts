import { activations } from '../activations/activations';
import type { ActivationName } from '../activations/names';
import type { LayerScale } from '../network/parametrisation';
import { CorrelationDual } from './correlationDual';
import { gapOfSum } from './correlationGap';
import { scaledDual } from './dualActivation';
import type { DualMoments, DualWork, GaussianPairs } from './gaussianPairs';
import { emptyMoments, geometricMean } from './gaussianPairs';
import { areOpposite, gapOfInputs } from './gapOfInputs';
import { inUnits, rescale } from './units';
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

/** Variances that move by less than this, relative, have arrived: what depends on them alone need not be made again. */
const arrived = 4.5e-16;
/** Variances that arrive at one fixed point from different sides agree to this. */
const alike = 1e-13;

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
  /** All variances have arrived at one value: from here on a layer is a function of the gap alone. */
  private settled = false;
  private law: CorrelationDual | null = null;

  constructor(
    readonly first: Int32Array,
    readonly second: Int32Array,
    points: number,
    private readonly activation: ActivationName,
    private readonly param: number,
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
      const apart = gapOfInputs(x, i, j, d, lengths, product);
      const opposite = parts[1] === 0 && apart > 1.99 && areOpposite(x, i, j, d, lengths);
      this.gap[e] = opposite ? 2 : gapOfSum(a, b, [apart, 0], this.q[i], this.q[j]);
    }
  }

  /** V[φ] and V[φ′] of the present layer, Σ's in its own unit. */
  *moments(): Work<DualMoments> {
    if (!this.settled || activations[this.activation].homogeneous !== null) return yield* this.dual(this);
    this.law ??= CorrelationDual.of(this.q[0], this.activation, this.param);
    const moments = emptyMoments(this);
    moments.diagonal.fill(this.law.square);
    moments.diagonalSlope.fill(this.law.slopeSquare);
    const out = { value: 0, slope: 0, gap: 0 };
    for (let e = 0; e < this.gap.length; e++) {
      this.law.at(this.gap[e], out);
      moments.pair[e] = out.value;
      moments.pairSlope[e] = out.slope;
      moments.gap[e] = out.gap;
    }
    return moments;
  }

  /** To the next layer; τ as in `Parametrisation`, `squared` multiplies the squares of the forward and bias multipliers. */
  advance(moments: DualMoments, layer: LayerScale, tau: number, squared = 1): void {
    const { q, gap, first, second, theta, thetaDiagonal } = this;
    // Below the first layer that is trained Θ is 0 and has no unit of its own.
    if (thetaDiagonal.every((value) => value === 0)) this.thetaExponent = this.exponent;
    const block = tau === 0 ? squared : tau * tau;
    const keep = tau === 0 ? 0 : 1;
    const weight = block * layer.forward * layer.forward * layer.fanIn;
    const bias = block * layer.bias * layer.bias;
    const spread = weight * layer.sd * layer.sd;
    const biasSpread = inUnits(bias * layer.biasSd * layer.biasSd, -this.exponent);
    const step = inUnits(layer.rate * weight, this.exponent - this.thetaExponent);
    const biasStep = inUnits(layer.rate * bias, -this.thetaExponent);
    const old = q.slice();
    let moved = false;
    for (let i = 0; i < q.length; i++) {
      thetaDiagonal[i] =
        thetaDiagonal[i] * (keep + spread * moments.diagonalSlope[i]) + step * moments.diagonal[i] + biasStep;
      const next = keep * q[i] + spread * moments.diagonal[i] + biasSpread;
      if (Math.abs(next - q[i]) <= arrived * q[i]) continue;
      q[i] = next;
      moved = true;
    }
    this.settled = !moved && q.every((value) => Math.abs(value - q[0]) <= alike * q[0]);
    if (!this.settled) this.law = null;
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

function dot(x: Float64Array, i: number, j: number, d: number): number {
  let sum = 0;
  for (let a = 0; a < d; a++) sum += x[i * d + a] * x[j * d + a];
  return sum;
}

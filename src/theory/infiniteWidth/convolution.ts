import type { ActivationName } from '../activations/names';
import { gapOfSum } from './correlationGap';
import { gapOfDirections } from './gapOfInputs';
import { scaledDual } from './dualActivation';
import type { DualMoments, DualWork, GaussianPairs } from './gaussianPairs';
import { covariance } from './gaussianPairs';
import { inUnits, power, rescale, unitOf } from './units';
import { finish, type Work } from './work';

export const readouts = ['flatten', 'average'] as const;
export type Readout = (typeof readouts)[number];
export type ConvolutionResidual = 'none' | 'resnet' | 'scaled';

/** A 1-D periodic convolutional network with infinitely many channels, HDR eq. 11. */
export interface ConvolutionNetwork {
  readonly activation: ActivationName;
  readonly param: number;
  /** Convolutional layers, each of 2·halfWidth + 1 taps; a dense layer of the same σ reads them out. */
  readonly depth: number;
  readonly halfWidth: number;
  readonly readout: Readout;
  readonly sigmaW: number;
  readonly sigmaB: number;
  readonly residual?: ConvolutionResidual;
}

/** Inputs, [inputs, positions, channels], row-major. */
export interface Signals {
  readonly x: Float64Array;
  readonly inputs: number;
  readonly positions: number;
  readonly channels: number;
}

/** Kernels between the inputs, [inputs, inputs]; both are 2^exponent times these numbers. */
export interface ConvolutionKernels {
  readonly nngp: Float64Array;
  readonly ntk: Float64Array;
  readonly nngpExponent: number;
  readonly ntkExponent: number;
}

/**
 * Σ and Θ of a convolutional network by pairs of positions (α, α′), HDR Proposition 1 and Lemma 4:
 *
 *   Σ¹_αα′ = σ_b² + σ_w²/(n₀(2k+1)) Σ_β x_{α+β}·x′_{α′+β},   Θ¹ = Σ¹
 *   Σ^{ℓ+1}_αα′ = σ_b² + σ_w²/(2k+1) Σ_β V[φ](Σ^ℓ)_{α+β,α′+β}
 *   Θ^{ℓ+1}_αα′ = Σ^{ℓ+1}_αα′ + σ_w²/(2k+1) Σ_β (V[φ′](Σ^ℓ) ∘ Θ^ℓ)_{α+β,α′+β}
 *
 * with indices modulo the positions; a residual block multiplies the new terms by τ² and adds the old ones. Read-out: `flatten`
 * is a dense layer on all positions and channels, (1/P) Σ_α over equal positions; `average` one on the mean over positions,
 * (1/P²) Σ_αα′. Validity: any depth; 1e-12 relative with closed forms, 1e-10 with quadrature.
 */
export function convolutionKernels(network: ConvolutionNetwork, signals: Signals): ConvolutionKernels {
  const recursion = new ConvolutionRecursion(network, signals);
  for (let l = 2; l <= network.depth; l++) finish(recursion.advance());
  return finish(recursion.readOut());
}

/** The recursion layer by layer, for kernels against depth. */
export class ConvolutionRecursion implements GaussianPairs {
  readonly q: Float64Array; // [inputs · positions]
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly gap: Float64Array;
  private readonly theta: Float64Array;
  private readonly thetaDiagonal: Float64Array;
  private exponent = 0;
  private thetaExponent = 0;
  private layer = 1;
  private readonly dual: DualWork;
  private readonly points: number;

  constructor(
    private readonly network: ConvolutionNetwork,
    private readonly signals: Signals,
  ) {
    const points = signals.inputs * signals.positions;
    this.points = points;
    const count = (points * (points - 1)) / 2;
    this.first = new Int32Array(count);
    this.second = new Int32Array(count);
    for (let i = 0, e = 0; i < points; i++) {
      for (let j = 0; j < i; j++, e++) {
        this.first[e] = i;
        this.second[e] = j;
      }
    }
    this.q = new Float64Array(points);
    this.thetaDiagonal = new Float64Array(points);
    this.gap = new Float64Array(count);
    this.theta = new Float64Array(count);
    this.dual = scaledDual(network.activation, network.param, () => this.exponent);
    this.start();
  }

  /** Through one more convolutional layer. */
  *advance(): Work<void> {
    const moments = yield* this.dual(this);
    this.layer += 1;
    const { residual = 'none' } = this.network;
    const block = residual === 'scaled' ? 1 / this.layer : 1;
    this.convolve(moments, residual === 'none' ? 0 : 1, block);
    this.exponent += rescale(this.q, []);
    this.thetaExponent += rescale(this.thetaDiagonal, [this.theta]);
  }

  /** Through the dense layer: kernels of the outputs. */
  *readOut(): Work<ConvolutionKernels> {
    const { inputs, positions } = this.signals;
    const { readout, sigmaW, sigmaB } = this.network;
    const moments = yield* this.dual(this);
    const weight = sigmaW * sigmaW;
    const bias = sigmaB * sigmaB;
    const nngpUnit = this.exponent;
    const ntkUnit = this.thetaExponent;
    const nngp = new Float64Array(inputs * inputs);
    const ntk = new Float64Array(inputs * inputs);
    for (let i = 0; i < inputs; i++) {
      for (let j = 0; j <= i; j++) {
        let [value, slope, count] = [0, 0, 0];
        for (let a = 0; a < positions; a++) {
          for (let b = 0; b < positions; b++) {
            if (readout === 'flatten' && a !== b) continue;
            const [p, r] = [i * positions + a, j * positions + b];
            value += this.entry(moments.diagonal, moments.pair, p, r);
            slope +=
              this.entry(moments.diagonalSlope, moments.pairSlope, p, r) *
              this.entry(this.thetaDiagonal, this.theta, p, r);
            count += 1;
          }
        }
        const mean = (weight * value) / count;
        const at = [i * inputs + j, j * inputs + i];
        for (const o of at) {
          nngp[o] = mean + inUnits(bias, -nngpUnit);
          ntk[o] = (weight * slope) / count + inUnits(mean, nngpUnit - ntkUnit) + inUnits(bias, -ntkUnit);
        }
      }
    }
    const [k, t] = [unitOf(nngp, nngpUnit), unitOf(ntk, ntkUnit)];
    return {
      nngp: nngp.map((value) => value * k.factor),
      ntk: ntk.map((value) => value * t.factor),
      nngpExponent: k.exponent,
      ntkExponent: t.exponent,
    };
  }

  private start(): void {
    const { x, positions, channels } = this.signals;
    const { halfWidth: k, sigmaW, sigmaB } = this.network;
    const taps = 2 * k + 1;
    const weight = (sigmaW * sigmaW) / (channels * taps);
    const bias = sigmaB * sigmaB;
    // The patch under the filter at every position, [points, taps · channels].
    const size = taps * channels;
    const patches = new Float64Array(this.points * size);
    for (let p = 0; p < this.points; p++) {
      const input = Math.floor(p / positions);
      for (let b = -k; b <= k; b++) {
        const from = (input * positions + wrap((p % positions) + b, positions)) * channels;
        patches.set(x.subarray(from, from + channels), p * size + (b + k) * channels);
      }
    }
    const lengths = new Float64Array(this.points);
    for (let p = 0; p < this.points; p++) {
      let square = 0;
      for (let a = 0; a < size; a++) square += patches[p * size + a] * patches[p * size + a];
      lengths[p] = Math.sqrt(square);
      this.q[p] = weight * square + bias;
      this.thetaDiagonal[p] = this.q[p];
    }
    for (let e = 0; e < this.gap.length; e++) {
      const [i, j] = [this.first[e], this.second[e]];
      const [u, v] = [lengths[i], lengths[j]];
      const [left, right] = [
        [weight * u * u, bias],
        [weight * v * v, bias],
      ];
      this.gap[e] = gapOfSum(
        left,
        right,
        [gapOfDirections(patches, i, j, size, lengths), 0],
        this.q[i],
        this.q[j],
      );
      this.theta[e] = covariance(this.q[i], this.q[j], this.gap[e]);
    }
  }

  private convolve(moments: DualMoments, keep: number, block: number): void {
    const { positions } = this.signals;
    const { halfWidth: k, sigmaW, sigmaB } = this.network;
    const taps = 2 * k + 1;
    const weight = (block * sigmaW * sigmaW) / taps;
    const bias = block * sigmaB * sigmaB;
    const biasPart = inUnits(bias, -this.exponent);
    const step = power(this.exponent - this.thetaExponent);
    const old = { q: this.q.slice(), gap: this.gap.slice() };
    const oldTheta = { diagonal: this.thetaDiagonal.slice(), pair: this.theta.slice() };
    const shifted = (p: number, b: number): number =>
      p - (p % positions) + wrap((p % positions) + b, positions);
    const thetaOf = (i: number, j: number): number => {
      let sum = 0;
      for (let b = -k; b <= k; b++) {
        const [p, r] = [shifted(i, b), shifted(j, b)];
        sum +=
          this.entry(moments.diagonalSlope, moments.pairSlope, p, r) *
            this.entry(oldTheta.diagonal, oldTheta.pair, p, r) +
          step * this.entry(moments.diagonal, moments.pair, p, r);
      }
      return (
        keep * this.entry(oldTheta.diagonal, oldTheta.pair, i, j) +
        weight * sum +
        inUnits(bias, -this.thetaExponent)
      );
    };
    for (let p = 0; p < this.points; p++) {
      let sum = 0;
      for (let b = -k; b <= k; b++) sum += moments.diagonal[shifted(p, b)];
      this.q[p] = keep * old.q[p] + weight * sum + biasPart;
      this.thetaDiagonal[p] = thetaOf(p, p);
    }
    const [a, c, gaps] = [new Float64Array(taps + 2), new Float64Array(taps + 2), new Float64Array(taps + 2)];
    for (let e = 0; e < this.gap.length; e++) {
      const [i, j] = [this.first[e], this.second[e]];
      for (let b = -k; b <= k; b++) {
        const [p, r] = [shifted(i, b), shifted(j, b)];
        a[b + k] = weight * moments.diagonal[p];
        c[b + k] = weight * moments.diagonal[r];
        gaps[b + k] = p === r ? 0 : moments.gap[pairAt(p, r)];
      }
      a[taps] = biasPart;
      c[taps] = biasPart;
      a[taps + 1] = keep * old.q[i];
      c[taps + 1] = keep * old.q[j];
      gaps[taps + 1] = old.gap[e];
      this.gap[e] = gapOfSum(a, c, gaps, this.q[i], this.q[j]);
      this.theta[e] = thetaOf(i, j);
    }
  }

  private entry(diagonal: Float64Array, pair: Float64Array, i: number, j: number): number {
    return i === j ? diagonal[i] : pair[pairAt(i, j)];
  }
}

/** Index of the pair i ≠ j among those below the diagonal. */
function pairAt(i: number, j: number): number {
  const [low, high] = i < j ? [i, j] : [j, i];
  return (high * (high - 1)) / 2 + low;
}

function wrap(position: number, positions: number): number {
  return ((position % positions) + positions) % positions;
}

import type { ActivationName } from '../activations/names';
import { closedFormDual, dualOfFew } from '../infiniteWidth/dualActivation';
import { CorrelationDual } from '../infiniteWidth/correlationDual';
import type { PairMoments } from '../infiniteWidth/correlationDual';
import type { DualActivation } from '../infiniteWidth/gaussianPairs';

/** One step of the correlation map at c = 1 − gap. */
export interface CorrelationStep {
  /** f(c) = 1 − gap, f′(c), and σ_w² V[φ′], which is the same f′: it multiplies Θ. */
  readonly gap: number;
  readonly derivative: number;
}

/** A variance of 0 has no correlations; this one stands for the limit from above. */
const vanishing = 1e-12;

/**
 * The correlation map f(c) = (σ_b² + σ_w² V[φ](q, q, c))/q at the fixed variance q (MATH §7), carried as gaps 1 − c:
 *
 *   1 − f(c) = σ_w² E[φ²]/q · gap of the outputs,   f′(c) = σ_w² V[φ′](q, q, c)
 *
 * Where the dual is no formula it is interpolated, which pays from a hundred steps on; for `few` it is summed at each.
 * Validity: q from `VarianceMap.limit`; relative accuracy in 1 − c about 1e-13 a layer. Source: HDR §3.1, Price 1958.
 */
export class CorrelationMap {
  private readonly dual: CorrelationDual | null;
  private readonly scale: number;
  private readonly weight: number;
  private readonly out: PairMoments = { value: 0, slope: 0, gap: 0 };
  private readonly exact: ((gap: number) => PairMoments) | null;

  constructor(
    activation: ActivationName,
    param: number,
    sigmaW: number,
    sigmaB: number,
    readonly q: number,
    steps: 'many' | 'few' = 'many',
  ) {
    this.weight = sigmaW * sigmaW;
    const variance = q > 0 ? q : vanishing;
    const formula = steps === 'few' ? dualOfFew(activation, param) : closedFormDual(activation, param);
    this.exact = formula === null ? null : exactMoments(formula, variance);
    this.dual = this.exact === null ? CorrelationDual.of(variance, activation, param) : null;
    const image = this.dual ? this.dual.square : this.exact!(0).value;
    const bias = sigmaB * sigmaB;
    // At the fixed point σ_b² + σ_w² E[φ²] is q; taken as the sum, f(1) = 1 exactly even where q is rounded.
    this.scale = (this.weight * image) / (bias + this.weight * image);
  }

  at(gap: number): CorrelationStep {
    const moments = this.exact ? this.exact(gap) : this.out;
    if (this.dual) this.dual.at(gap, this.out);
    return { gap: Math.min(2, this.scale * moments.gap), derivative: this.weight * moments.slope };
  }
}

function exactMoments(dual: DualActivation, q: number): (gap: number) => PairMoments {
  const pairs = {
    q: Float64Array.of(q),
    first: new Int32Array(1),
    second: new Int32Array(1),
    gap: new Float64Array(1),
  };
  return (gap) => {
    pairs.gap[0] = gap;
    const { pair, pairSlope, gap: out } = dual(pairs);
    return { value: pair[0], slope: pairSlope[0], gap: out[0] };
  };
}

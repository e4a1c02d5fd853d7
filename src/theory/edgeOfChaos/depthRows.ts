import type { ActivationName } from '../activations/names';
import { CorrelationMap } from './correlationMap';
import { VarianceMap } from './varianceMap';

/** One layer of a pair of inputs whose variance is the fixed point. */
export interface DepthRow {
  readonly l: number;
  /** c^ℓ, and 1 − c^ℓ, which keeps its digits. */
  readonly correlation: number;
  readonly gap: number;
  /** Θ^ℓ off and on the diagonal; Infinity where float64 ends. */
  readonly ntk: number;
  readonly ntkDiagonal: number;
  /** Θ^ℓ/ℓ, HDR's average kernel. */
  readonly average: number;
}

/** The variance of layer 1 and its factor from each layer to the next: 1, but for homogeneous activations without biases. */
export interface DepthStart {
  readonly q: number;
  readonly gain: number;
}

/**
 * Where depth begins: at the fixed variance, or, where a homogeneous activation has no biases and so no scale of its own, at
 * variance 1, which each layer multiplies by σ_w² E[φ(Z)²]. Null where the variance diverges.
 */
export function startOfDepth(
  activation: ActivationName,
  param: number,
  sigmaW: number,
  sigmaB: number,
): DepthStart | null {
  const map = new VarianceMap(activation, param);
  if (map.homogeneous !== null && sigmaB === 0) {
    const gain = sigmaW * sigmaW * map.homogeneous;
    // σ_w = √2 in float64 squares to 2 + 4e-16, which is 2.
    return { q: 1, gain: Math.abs(gain - 1) < 1e-14 ? 1 : gain };
  }
  const q = map.limit(sigmaW, sigmaB);
  return q === null ? null : { q, gain: 1 };
}

/**
 * Correlation and tangent kernel of one pair through any number of layers, both inputs with one variance q^ℓ:
 *
 *   c¹ = c₀, c^{ℓ+1} = f(c^ℓ);   Θ¹ = q c₀, Θ^{ℓ+1} = f′(c^ℓ) Θ^ℓ + q c^{ℓ+1};   Θ^ℓ(x, x) = χ Θ^{ℓ−1}(x, x) + q
 *
 * Layer 1 is the first preactivation, so L counts as HDR's depth does. Source: HDR Lemma 2.
 */
export function* depthRows(
  activation: ActivationName,
  param: number,
  sigmaW: number,
  sigmaB: number,
  start: DepthStart,
  c0: number,
): Generator<DepthRow, never> {
  const map = new CorrelationMap(activation, param, sigmaW, sigmaB, start.q);
  const chi = map.at(0).derivative;
  let { q } = start;
  let gap = 1 - c0;
  let ntk = q * c0;
  let ntkDiagonal = q;
  for (let l = 1; ; l++) {
    yield { l, correlation: 1 - gap, gap, ntk, ntkDiagonal, average: ntk / l };
    const step = map.at(gap);
    gap = step.gap;
    q *= start.gain;
    ntk = step.derivative * ntk + q * (1 - gap);
    ntkDiagonal = chi * ntkDiagonal + q;
  }
}

import type { LayerScale, OutputLaw, Parametrisation } from '../network/parametrisation';

/**
 * The numbers that are left of a parametrisation when every sum over neurons is a mean (MATH §6). With G = (1/γ) ∂f/∂pre, ⟨·⟩ the
 * mean over neurons and 𝒲 a matrix of unit variance that maps a vector of unit mean square to one,
 *
 *   pre^{ℓ+1} = initial 𝒲h + (learned/n) Σ_ν ∫ Δ_ν G_ν ⟨h_ν h⟩ ds + biasScale b     f = output ⟨a h⟩ + β_out b_out
 *
 * In lazy time `ntk-alpha` has initial σ_w, learned σ_w²/α and output α at every width m; `mup` has learned 1 and output 1. Where
 * the output multiplier is fixed (`jacot`, `hayou`, `huang-yau`) α is γm over the output weights' spread, at the spec's own width.
 */
export interface LimitLayer {
  /** Multiplier of 𝒲h (ℓ ≥ 2), c s √m; of x·W with unit W (ℓ = 1), c s. */
  readonly initial: number;
  /** Speed of the learned part: Ληc²γm on ⟨h h′⟩ (ℓ ≥ 2), Ληc²γ on x·x′ (ℓ = 1). */
  readonly learned: number;
  readonly biasScale: number;
  readonly biasSd: number;
  /** Speed of β b: Λ η β² γ. */
  readonly biasLearned: number;
  /** Summand of K without the lazy factor: kernelScale (second moment below) ⟨G G′⟩ + kernelBias ⟨G G′⟩. */
  readonly kernelScale: number;
  readonly kernelBias: number;
  readonly skip: boolean;
}

export interface LimitScales {
  readonly layers: readonly LimitLayer[];
  /** f = output ⟨a h⟩. */
  readonly output: number;
  readonly outputSd: number;
  readonly outputLaw: OutputLaw;
  /** da/dt = (outputLearned/n) Σ Δ h. */
  readonly outputLearned: number;
  /** K's summand of a: outputKernel ⟨h h′⟩; of the output bias: biasKernel; its speed with the lazy factor. */
  readonly outputKernel: number;
  readonly outputBias: number;
  readonly outputBiasSd: number;
  readonly outputBiasKernel: number;
  readonly outputBiasLearned: number;
}

export function limitScales({ layers, tau, lazyFactor }: Parametrisation): LimitScales {
  const m = layers[0].fanOut;
  const hidden = layers.slice(0, -1);
  const last = layers[layers.length - 1];
  const gamma = last.forward;
  return {
    layers: hidden.map((layer, l) => hiddenScales(layer, l, tau[l], gamma, m, lazyFactor)),
    output: gamma * m,
    outputSd: last.sd,
    outputLaw: last.law,
    outputLearned: lazyFactor * last.rate * gamma,
    outputKernel: last.rate * gamma * gamma * m,
    outputBias: last.bias,
    outputBiasSd: last.biasSd,
    outputBiasKernel: last.rate * last.bias * last.bias,
    outputBiasLearned: lazyFactor * last.rate * last.bias * last.bias,
  };
}

function hiddenScales(
  { forward, sd, bias, biasSd, rate }: LayerScale,
  l: number,
  tau: number,
  gamma: number,
  m: number,
  lazyFactor: number,
): LimitLayer {
  const skip = tau !== 0;
  const c = skip ? tau * forward : forward;
  const beta = skip ? tau * bias : bias;
  const below = l === 0 ? 1 : m;
  return {
    initial: c * sd * Math.sqrt(below),
    learned: lazyFactor * rate * c * c * gamma * below,
    biasScale: beta,
    biasSd,
    biasLearned: lazyFactor * rate * beta * beta * gamma,
    kernelScale: rate * c * c * below * gamma * gamma * m,
    kernelBias: rate * beta * beta * gamma * gamma * m,
    skip,
  };
}

/**
 * The abc-table of MATH §1: every parametrisation is four numbers per layer.
 *
 *   pre¹ = c₁ W¹ x + β₁ b¹,  pre^{ℓ+1} = c_{ℓ+1} W^{ℓ+1} φ(pre^ℓ) + β_{ℓ+1} b^{ℓ+1},  f = γ aᵀ φ(pre^H) + β_out b_out
 *
 * Sources: JGH §2; HY eq. 1–2; HDR eq. 10 and §4.2; FDZ eq. 1 and 11–13; Yang & Hu 2021 for the form of the table.
 */
export const presets = ['ntk-alpha', 'jacot', 'huang-yau', 'hayou', 'fang', 'standard', 'mup'] as const;
export const residuals = ['none', 'resnet', 'scaled'] as const;
export const lrRules = ['lazy', '11', '12', '13'] as const;
/** Law of the output weights at t = 0, both of standard deviation s: N(0, s²), or ±s with equal chance. */
export const outputLaws = ['gaussian', 'signs'] as const;
/** Which layers move: all, all but the output layer, or the output layer alone. */
export const trainedParts = ['all', 'hidden', 'output'] as const;
export type Preset = (typeof presets)[number];
export type Residual = (typeof residuals)[number];
export type LrRule = (typeof lrRules)[number];
export type OutputLaw = (typeof outputLaws)[number];
export type TrainedPart = (typeof trainedParts)[number];

export interface Architecture {
  readonly preset: Preset;
  /** m, H, d. */
  readonly width: number;
  readonly depth: number;
  readonly d: number;
  readonly sigmaW: number;
  readonly sigmaB: number;
  readonly sigmaA: number;
  /** α as a number (√width resolved). */
  readonly alpha: number;
  readonly residual: Residual;
  readonly lrRule: LrRule;
  readonly outputLaw: OutputLaw;
  readonly trained: TrainedPart;
}

export interface LayerScale {
  readonly fanIn: number;
  readonly fanOut: number;
  /** Forward multiplier c_ℓ (γ for the last layer); τ_ℓ of a residual block is kept apart. */
  readonly forward: number;
  /** Initial standard deviation s_ℓ of the weights. */
  readonly sd: number;
  /** Law of the weights at t = 0. */
  readonly law: OutputLaw;
  /** Bias multiplier β_ℓ; 0 means that the layer has no bias. */
  readonly bias: number;
  /** Initial standard deviation of the bias: 1, or 0 where it starts at 0. */
  readonly biasSd: number;
  /** Learning-rate multiplier η_ℓ, without the lazy factor; 0 where the layer is not trained. */
  readonly rate: number;
}

export interface Parametrisation {
  /** W¹ … W^H and the output layer a: H + 1 rows. */
  readonly layers: readonly LayerScale[];
  /** τ_ℓ for ℓ = 1 … H; 0 where the layer is not a residual block (always for ℓ = 1). */
  readonly tau: readonly number[];
  /** m/α² of lazy time, or 1 (MATH §2). */
  readonly lazyFactor: number;
}

/** α as the number that the network uses: √width for `sqrt`. */
export function resolveAlpha(alpha: number | 'sqrt', width: number): number {
  return alpha === 'sqrt' ? Math.sqrt(width) : alpha;
}

export function parametrise(a: Architecture): Parametrisation {
  const m = a.width;
  const layers: LayerScale[] = [];
  for (let l = 1; l <= a.depth + 1; l++) {
    const output = l === a.depth + 1;
    const fanIn = l === 1 ? a.d : m;
    const scale = layerScale(a, l, fanIn, output);
    const frozen = a.trained === (output ? 'hidden' : 'output');
    layers.push({
      fanIn,
      fanOut: output ? 1 : m,
      ...scale,
      law: output ? a.outputLaw : 'gaussian',
      rate: frozen ? 0 : scale.rate,
    });
  }
  const tau: number[] = [];
  for (let l = 1; l <= a.depth; l++) {
    if (l === 1 || a.residual === 'none') tau.push(0);
    else tau.push(a.residual === 'resnet' ? 1 : 1 / Math.sqrt(l));
  }
  const lazy = a.preset === 'ntk-alpha' || (a.preset === 'fang' && a.lrRule === 'lazy');
  return { layers, tau, lazyFactor: lazy ? m / (a.alpha * a.alpha) : 1 };
}

function layerScale(
  a: Architecture,
  l: number,
  fanIn: number,
  output: boolean,
): Omit<LayerScale, 'fanIn' | 'fanOut' | 'law'> {
  const m = a.width;
  const rootFanIn = Math.sqrt(fanIn);
  switch (a.preset) {
    case 'jacot':
      return { forward: 1 / rootFanIn, sd: 1, bias: a.sigmaB, biasSd: 1, rate: 1 };
    case 'huang-yau':
      return {
        forward: l === 1 ? 1 : 1 / rootFanIn,
        sd: output ? a.sigmaA : a.sigmaW,
        bias: 0,
        biasSd: 0,
        rate: 1,
      };
    case 'hayou':
      return { forward: a.sigmaW / rootFanIn, sd: 1, bias: a.sigmaB, biasSd: 1, rate: 1 };
    case 'fang':
      return {
        forward: output ? a.alpha / m : 1,
        sd: output ? a.sigmaA : a.sigmaW,
        bias: 0,
        biasSd: 0,
        rate: output ? outputRate(a) : 1,
      };
    case 'ntk-alpha':
      return {
        forward: output ? a.alpha / m : a.sigmaW / rootFanIn,
        sd: 1,
        bias: output ? 0 : a.sigmaB,
        biasSd: 1,
        rate: 1,
      };
    case 'standard':
      return { forward: 1, sd: a.sigmaW / rootFanIn, bias: 1, biasSd: 0, rate: 1 };
    case 'mup':
      return {
        forward: output ? 1 / m : 1,
        sd: output ? a.sigmaA : a.sigmaW / rootFanIn,
        bias: 0,
        biasSd: 0,
        rate: l === 1 || output ? m : 1,
      };
  }
}

/** η_u of FDZ's learning-rate rules (11) (α/m)η_u = η, (12) αη_u = η, (13) η_u = η, with η_θ = η. */
function outputRate(a: Architecture): number {
  switch (a.lrRule) {
    case '11':
      return a.width / a.alpha;
    case '12':
      return 1 / a.alpha;
    case '13':
    case 'lazy':
      return 1;
  }
}

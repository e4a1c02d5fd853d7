import { activations } from '../activations/activations';
import type { ActivationName } from '../activations/names';
import { ConvolutionRecursion } from '../infiniteWidth/convolution';
import { power } from '../infiniteWidth/units';
import { finish } from '../infiniteWidth/work';
import { exp } from '../elementary/exp';
import { log } from '../elementary/log';
import { CorrelationMap } from './correlationMap';
import { depthRows, type DepthStart } from './depthRows';
import { averageKernel, kernelsByDepth, type DeepNetwork } from './kernelsByDepth';
import { chaoticGap, phaseOf, type Phase } from './phasePoint';

export const kernelFamilies = ['dense', 'convolution', 'resnet', 'scaled'] as const;
export type KernelFamily = (typeof kernelFamilies)[number];

/** A pair of inputs of one variance and correlation c₀ in layer 1, and the law of the weights. */
export interface DeepPair {
  readonly activation: ActivationName;
  readonly param: number;
  readonly sigmaW: number;
  readonly sigmaB: number;
  readonly c0: number;
  readonly start: DepthStart;
}

/** K^L(x, x′)/α_L of one family at the depths asked for, and what it tends to. */
export interface AverageKernels {
  readonly family: KernelFamily;
  readonly depths: Float64Array;
  readonly values: Float64Array;
  readonly limit: number;
}

/**
 * The average kernel off the diagonal against depth, in the units of the inputs' variance q (Mathematics §7, HDR Theorems 1 and 2):
 *
 *   dense, convolution  α_L = L on the edge, and 1 off it, where K^L itself converges
 *   resnet              α_L = L(1 + g)^{L−1},  g = σ_w² E[φ(Z)²];  homogeneous activations only
 *   scaled              α_L = L^g log L, the growth of K^L (`logScale`);  homogeneous activations only
 *
 * Limits: on the edge ¼ of the diagonal's where φ has a kink (f′ = 1 − 3/ℓ, so a = −3a + 1) and ⅓ where it is smooth
 * (f′ = 1 − 2/ℓ), a ResNet's ¼ g/(1 + g), a Scaled ResNet's ¼ g/Γ(2 + g); in the ordered phase 1/(1 − χ), in the chaotic one
 * c/(1 − f′(c)) at its fixed point. The convolution has 4 periodic positions, 3 taps and the read-out `flatten`, its signals one angle apart at every position.
 * Null where a family has no such limit. Yields between pieces of work.
 */
export function* averageKernels(
  pair: DeepPair,
  family: KernelFamily,
  depths: readonly number[],
): Generator<null, AverageKernels | null> {
  const residual = family === 'resnet' || family === 'scaled';
  if (residual && activations[pair.activation].homogeneous === null) return null;
  // Without a fixed variance K^L itself vanishes or grows without end.
  if (!(pair.start.q > 0) || (!residual && pair.start.gain !== 1)) return null;
  const limit = limitOf(pair, family);
  const values =
    family === 'dense'
      ? yield* denseValues(pair, depths)
      : family === 'convolution'
        ? yield* convolutionValues(pair, depths)
        : yield* residualValues(pair, family, depths);
  return { family, depths: Float64Array.from(depths), values, limit };
}

/** Where the pair's initialisation lies. */
export function pairPhase({ activation, param, sigmaW, sigmaB, start }: DeepPair): Phase {
  return phaseOf(new CorrelationMap(activation, param, sigmaW, sigmaB, start.q).at(0).derivative);
}

function limitOf(pair: DeepPair, family: KernelFamily): number {
  const { activation, param, sigmaW, sigmaB, start, c0 } = pair;
  const slopes = activations[activation].homogeneous?.(param);
  // Without a kink and homogeneous is linear: correlations stay as they are.
  const share = slopes ? (slopes.left === 1 ? c0 : 0.25) : 1 / 3;
  const gain = slopes ? 0.5 * sigmaW * sigmaW * (1 + slopes.left * slopes.left) : 0;
  if (family === 'resnet') return (share * gain) / (1 + gain);
  if (family === 'scaled') return share * gain * growthOfVariance(gain);
  const map = new CorrelationMap(activation, param, sigmaW, sigmaB, start.q);
  const chi = map.at(0).derivative;
  const phase = phaseOf(chi);
  if (phase === 'edge') return share;
  if (phase === 'ordered') return 1 / (1 - chi);
  const gap = chaoticGap(map);
  return (1 - gap) / (1 - map.at(gap).derivative);
}

/** lim L^{−g} ∏_{ℓ=2}^{L} (1 + g/ℓ) = 1/Γ(2 + g), to 1e-9: the product to 10⁵ and its first correction. */
function growthOfVariance(gain: number): number {
  const last = 100_000;
  let sum = 0;
  for (let l = 2; l <= last; l++) sum += log(1 + gain / l);
  const correction = (gain * (gain + 1)) / (2 * last);
  return exp(sum - gain * log(last) - correction);
}

const rowsPerPiece = 2000;

function* denseValues(pair: DeepPair, depths: readonly number[]): Generator<null, Float64Array> {
  const { activation, param, sigmaW, sigmaB, start, c0 } = pair;
  const edge = pairPhase(pair) === 'edge';
  const values = new Float64Array(depths.length);
  let at = 0;
  for (const { l, ntk, average } of depthRows(activation, param, sigmaW, sigmaB, start, c0)) {
    for (; depths[at] === l; at++) values[at] = (edge ? average : ntk) / start.q;
    if (at === depths.length) break;
    if (l % rowsPerPiece === 0) yield null;
  }
  return values;
}

/** Two inputs in the plane, [2, 2], that layer 1 gives the variance q and, as nearly as the biases allow, the correlation c₀. */
function inputsOf({ sigmaW, sigmaB, start, c0 }: DeepPair): Float64Array {
  const bias = sigmaB * sigmaB;
  const spread = Math.max(0, start.q - bias);
  const length = Math.sqrt((2 * spread) / (sigmaW * sigmaW));
  const cosine = spread > 0 ? Math.min(1, Math.max(-1, (start.q * c0 - bias) / spread)) : 1;
  return Float64Array.of(length, 0, length * cosine, length * Math.sqrt(1 - cosine * cosine));
}

function* residualValues(
  pair: DeepPair,
  residual: 'resnet' | 'scaled',
  depths: readonly number[],
): Generator<null, Float64Array> {
  const network: DeepNetwork = { ...pair, residual, x: inputsOf(pair), d: 2 };
  const values = new Float64Array(depths.length);
  let at = 0;
  for (const kernel of kernelsByDepth(network, depths)) {
    if (kernel === null) yield null;
    else values[at++] = averageKernel(network, kernel, 'growth')[1] / pair.start.q;
  }
  return values;
}

const positions = 4;

function* convolutionValues(pair: DeepPair, depths: readonly number[]): Generator<null, Float64Array> {
  const x = inputsOf(pair);
  const signals = new Float64Array(2 * positions * 2);
  // Each position is the one before, turned: an input at all positions alike would be a dense network's.
  for (let input = 0; input < 2; input++) {
    for (let p = 0; p < positions; p++) {
      const turned = p % 2 === 0 ? [x[2 * input], x[2 * input + 1]] : [-x[2 * input + 1], x[2 * input]];
      signals.set(turned, 2 * (input * positions + p));
    }
  }
  const recursion = new ConvolutionRecursion(
    { ...pair, depth: depths[depths.length - 1], halfWidth: 1, readout: 'flatten' },
    { x: signals, inputs: 2, positions, channels: 2 },
  );
  const edge = pairPhase(pair) === 'edge';
  const values = new Float64Array(depths.length);
  // The read-out is the last of L layers.
  for (let layer = 1, at = 0; at < depths.length; layer++) {
    if (layer > 1) finish(recursion.advance());
    for (; depths[at] === layer + 1; at++) {
      const { ntk, ntkExponent } = finish(recursion.readOut());
      values[at] = (ntk[1] * power(ntkExponent)) / (pair.start.q * (edge ? layer + 1 : 1));
    }
    yield null;
  }
  return values;
}

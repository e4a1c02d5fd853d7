import type { ActivationName } from '../activations/names';
import { exp } from '../elementary/exp';
import { log } from '../elementary/log';
import { KernelRecursion } from '../infiniteWidth/kernelRecursion';
import { power } from '../infiniteWidth/units';
import type { Work } from '../infiniteWidth/work';
import { symmetricEigenvalues } from '../linalg/symmetricEigenvalues';
import { parametrise, type Residual } from '../network/parametrisation';
import { VarianceMap } from './varianceMap';

/** A dense network of HDR's eq. 10 on inputs x, [n, d]. */
export interface DeepNetwork {
  readonly activation: ActivationName;
  readonly param: number;
  readonly sigmaW: number;
  readonly sigmaB: number;
  readonly residual: Residual;
  readonly x: Float64Array;
  readonly d: number;
}

/** Θ^L of n inputs, 2^exponent times these numbers, and 1 − c of every pair. */
export interface DeepKernel {
  /** HDR's depth: the first layer counts, so L = 1 is linear. */
  readonly depth: number;
  readonly ntk: Float64Array; // [n, n]
  readonly exponent: number;
  /** 1 − c^L of the pairs below the diagonal, row by row. */
  readonly gap: Float64Array; // [n(n−1)/2]
}

/**
 * The tangent kernel at each of the ascending `depths`, in one pass, HDR Lemmas 2 and 3. Yields nothing between two of them
 * when it merely rests: `null`.
 */
export function* kernelsByDepth(
  network: DeepNetwork,
  depths: readonly number[],
): Generator<DeepKernel | null, void> {
  const { activation, param, x, d } = network;
  const n = Math.round(x.length / d);
  const first = new Int32Array((n * (n - 1)) / 2);
  const second = new Int32Array(first.length);
  for (let i = 0, e = 0; i < n; i++) {
    for (let j = 0; j < i; j++, e++) {
      first[e] = i;
      second[e] = j;
    }
  }
  const { layers } = parametrise({ ...shape, ...network, residual: 'none' });
  const state = new KernelRecursion(first, second, n, activation, param);
  state.start(layers[0], x, d);
  let at = 0;
  for (let depth = 1; at < depths.length; depth++) {
    if (depth > 1) {
      const tau = network.residual === 'none' ? 0 : network.residual === 'resnet' ? 1 : 1 / Math.sqrt(depth);
      const moments = yield* resting(state.moments());
      state.advance(moments, layers[1], tau);
    }
    for (; depths[at] === depth; at++)
      yield { depth, ntk: matrix(state, n), exponent: state.thetaExponent, gap: state.gap.slice() };
  }
}

/** What `parametrise` asks for and the limit does not depend on. */
const shape = {
  preset: 'hayou',
  width: 1,
  depth: 1,
  sigmaA: 1,
  alpha: 1,
  lrRule: 'lazy',
  outputLaw: 'gaussian',
  trained: 'all',
} as const;

function* resting<Result>(work: Work<Result>): Generator<null, Result> {
  for (;;) {
    const piece = work.next();
    if (piece.done) return piece.value;
    yield null;
  }
}

function matrix({ thetaDiagonal, theta, first, second }: KernelRecursion, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = thetaDiagonal[i];
  for (let e = 0; e < theta.length; e++) {
    out[first[e] * n + second[e]] = theta[e];
    out[second[e] * n + first[e]] = theta[e];
  }
  return out;
}

/** α_L as HDR print it, or as Θ^L grows: they differ for the Scaled ResNet alone. */
export type DepthScale = 'printed' | 'growth';

const log2 = 0.6931471805599453;

/**
 * log α_L by which HDR divide K^L: L for a plain network, L(1 + g)^{L−1} for a ResNet, L^{1+g} for a Scaled ResNet, with
 * g = σ_w² E[φ(Z)²], which is σ_w²/2 for relu (HDR Theorems 1, 2, Proposition 3). Of use for homogeneous activations.
 *
 * The Scaled ResNet's kernel grows like L^g log L: a block adds τ² V = V/ℓ to Θ (Mathematics §4, which finite networks
 * confirm), where HDR's proof of Proposition 3 adds all of Σ^ℓ. `growth` is that scale.
 */
export function logScale(network: DeepNetwork, depth: number, scale: DepthScale = 'printed'): number {
  const { activation, param, sigmaW, residual } = network;
  const gain = sigmaW * sigmaW * (new VarianceMap(activation, param).homogeneous ?? 0.5);
  if (residual === 'none') return log(depth);
  if (residual === 'resnet') return log(depth) + (depth - 1) * log(1 + gain);
  return gain * log(depth) + (scale === 'printed' ? log(depth) : depth > 1 ? log(log(depth)) : 0);
}

/** Θ^L/α_L, [n, n]; formed through logarithms, so that neither need fit float64. */
export function averageKernel(
  network: DeepNetwork,
  { ntk, exponent, depth }: DeepKernel,
  scale: DepthScale = 'printed',
): Float64Array {
  const shift = exponent * log2 - logScale(network, depth, scale);
  const whole = Math.floor(shift / log2);
  const factor = power(whole) * exp(shift - whole * log2);
  return ntk.map((value) => value * factor);
}

/** Spectrum of Θ^L/n. */
export interface Conditioning {
  readonly depth: number;
  /** In units of 2^exponent. */
  readonly smallest: number;
  readonly largest: number;
  readonly exponent: number;
  /** λ_max/λ_min; Infinity where λ_min is lost in rounding, n ε λ_max. */
  readonly condition: number;
}

export function conditioning({ depth, ntk, exponent }: DeepKernel): Conditioning {
  const n = Math.round(Math.sqrt(ntk.length));
  const values = symmetricEigenvalues(
    ntk.map((value) => value / n),
    n,
  );
  const smallest = Math.min(...values);
  const largest = Math.max(...values);
  const lost = !(smallest > n * 2.2e-16 * largest);
  return { depth, smallest, largest, exponent, condition: lost ? Infinity : largest / smallest };
}

import type { ActivationName } from '../activations/names';
import type { Parametrisation } from '../network/parametrisation';
import { KernelRecursion } from './kernelRecursion';
import { inUnits, unitOf } from './units';
import { finish, type Work } from './work';

/** Kernels on n training and p probe points, row-major. */
export interface InfiniteKernels {
  readonly nngp: Float64Array; // [n, n]
  readonly ntk: Float64Array; // [n, n]
  readonly nngpProbe: Float64Array; // [p, n]
  readonly ntkProbe: Float64Array; // [p, n]
  readonly nngpProbeDiag: Float64Array; // [p]
  readonly ntkProbeDiag: Float64Array; // [p]
  /** The output layer's summand of Θ: the tangent kernel when only `a` trains (random features, FDZ §III). */
  readonly features: Float64Array; // [n, n]
  readonly featuresProbe: Float64Array; // [p, n]
  /**
   * The kernels are 2^exponent times these numbers: Σ and features 2^nngpExponent, Θ 2^ntkExponent. Both are 0 while every
   * number fits float64; a ResNet of relu at depth 10⁴ exceeds it by thousands of digits.
   */
  readonly nngpExponent: number;
  readonly ntkExponent: number;
}

/**
 * NNGP kernel Σ and tangent kernel Θ of the infinitely wide network, MATH §4:
 *
 *   Σ¹ = c₁²s₁² x·x′ + β₁²               Θ¹ = η₁(c₁² x·x′ + β₁²)
 *   Σ^{ℓ+1} = c²s²m V[φ](Σ^ℓ) + β²       Θ^{ℓ+1} = c²s²m V[φ′](Σ^ℓ) ∘ Θ^ℓ + η(c²m V[φ](Σ^ℓ) + β²)
 *
 * with β² in Σ only where biases start at random; a residual block multiplies both new terms by τ² and adds the old ones
 * (HDR Lemma 3). The output multiplier is multiplied by the lazy factor m/α², so that Σ and Θ are those of α = √m.
 *
 * Where a preset has no limit the numbers are those of the table at its own width m: `standard` has η = 1 and c = 1, so Θ
 * grows like m (its learning rate must shrink like 1/m); the output variance of `mup` is σ_a²/m times V, while its Θ is
 * of order 1 at initialisation and then moves, at any width. The FDZ rules 11–13 keep η_u as it is.
 *
 * Shapes: xTrain [n, d], xProbe [p, d]. Validity: any depth; 1e-12 relative with closed forms, 1e-10 with quadrature.
 * Source: JGH Theorem 1, HDR Lemmas 2–3, Lee19.
 */
export function infiniteKernels(...network: Parameters<typeof infiniteKernelsWork>): InfiniteKernels {
  return finish(infiniteKernelsWork(...network));
}

/** The same in pieces: quadrature over many points, or great depth, takes seconds. */
export function* infiniteKernelsWork(
  parametrisation: Parametrisation,
  activation: ActivationName,
  param: number,
  xTrain: Float64Array,
  xProbe: Float64Array,
  d: number,
): Work<InfiniteKernels> {
  const n = Math.round(xTrain.length / d);
  const p = Math.round(xProbe.length / d);
  const { layers, tau, lazyFactor } = parametrisation;
  const { first, second } = listPairs(n, p);
  const state = new KernelRecursion(first, second, n + p, activation, param);
  const x = new Float64Array((n + p) * d);
  x.set(xTrain);
  x.set(xProbe, n * d);
  state.start(layers[0], x, d);
  const hidden = layers.length - 1;
  for (let l = 1; l < hidden; l++) {
    state.advance(yield* state.moments(), layers[l], tau[l]);
    yield;
  }
  const output = layers[hidden];
  const moments = yield* state.moments();
  const before = state.exponent;
  state.advance(moments, output, 0, lazyFactor);
  const nngp = unitOf(state.q, state.exponent);
  const ntk = unitOf(state.thetaDiagonal, state.thetaExponent);
  const { rate, forward, fanIn, bias } = output;
  const weight = inUnits(rate * lazyFactor * forward * forward * fanIn, before - nngp.exponent);
  const features = (v: number): number =>
    weight * v + inUnits(rate * lazyFactor * bias * bias, -nngp.exponent);
  const k = Float64Array.from(first, (_, e) => state.covariance(e) * nngp.factor);
  const q = state.q.map((value) => value * nngp.factor);
  const theta = state.theta.map((value) => value * ntk.factor);
  const thetaDiagonal = state.thetaDiagonal.map((value) => value * ntk.factor);
  const below = (n * (n - 1)) / 2;
  return {
    nngp: square(q, k, n),
    ntk: square(thetaDiagonal, theta, n),
    nngpProbe: k.slice(below),
    ntkProbe: theta.slice(below),
    nngpProbeDiag: q.slice(n),
    ntkProbeDiag: thetaDiagonal.slice(n),
    features: square(moments.diagonal.map(features), moments.pair.map(features), n),
    featuresProbe: moments.pair.slice(below).map(features),
    nngpExponent: nngp.exponent,
    ntkExponent: ntk.exponent,
  };
}

/** Train × train below the diagonal, row by row, then probe × train, row by row; probe j is point n + j. */
function listPairs(n: number, p: number): { first: Int32Array; second: Int32Array } {
  const first = new Int32Array((n * (n - 1)) / 2 + p * n);
  const second = new Int32Array(first.length);
  let at = 0;
  for (let i = 0; i < n + p; i++) {
    for (let j = 0; j < Math.min(i, n); j++) {
      first[at] = i;
      second[at] = j;
      at++;
    }
  }
  return { first, second };
}

/** Symmetric [n, n] matrix from its diagonal and the rows below it. */
function square(diagonal: Float64Array, below: Float64Array, n: number): Float64Array {
  const full = new Float64Array(n * n);
  let at = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      full[i * n + j] = below[at];
      full[j * n + i] = below[at];
      at++;
    }
    full[i * n + i] = diagonal[i];
  }
  return full;
}

import type { ActivationName } from '../activations/names';
import type { LayerScale, Parametrisation } from '../network/parametrisation';
import { dualActivation } from './dualActivation';
import type { DualMoments, GaussianPairs } from './gaussianPairs';
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

/** The same in pieces: quadrature over many points takes seconds. */
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
  const state = firstLayer(parametrisation.layers[0], listPairs(n, p), xTrain, xProbe, n, d);
  const dual = dualActivation(activation, param);
  const hidden = parametrisation.layers.length - 1;
  for (let l = 1; l < hidden; l++)
    nextLayer(state, yield* dual(state), parametrisation.layers[l], parametrisation.tau[l]);
  const output = parametrisation.layers[hidden];
  const moments = yield* dual(state);
  const squared = parametrisation.lazyFactor;
  nextLayer(state, moments, output, 0, squared);
  const { rate, forward, fanIn, bias } = output;
  const features = (v: number): number =>
    rate * (squared * forward * forward * fanIn * v + squared * bias * bias);
  return {
    nngp: square(state.q, state.k, n),
    ntk: square(state.thetaDiagonal, state.theta, n),
    nngpProbe: state.k.slice((n * (n - 1)) / 2),
    ntkProbe: state.theta.slice((n * (n - 1)) / 2),
    nngpProbeDiag: state.q.slice(n),
    ntkProbeDiag: state.thetaDiagonal.slice(n),
    features: square(moments.diagonal.map(features), moments.pair.map(features), n),
    featuresProbe: moments.pair.slice((n * (n - 1)) / 2).map(features),
  };
}

interface LayerState extends GaussianPairs {
  readonly thetaDiagonal: Float64Array; // [n + p]
  readonly theta: Float64Array; // [P]
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

function firstLayer(
  layer: LayerScale,
  pairs: { first: Int32Array; second: Int32Array },
  xTrain: Float64Array,
  xProbe: Float64Array,
  n: number,
  d: number,
): LayerState {
  const points = n + Math.round(xProbe.length / d);
  const product = (i: number, j: number): number => {
    let sum = 0;
    for (let a = 0; a < d; a++) {
      const left = i < n ? xTrain[i * d + a] : xProbe[(i - n) * d + a];
      const right = j < n ? xTrain[j * d + a] : xProbe[(j - n) * d + a];
      sum += left * right;
    }
    return sum;
  };
  const weight = layer.forward * layer.forward;
  const bias = layer.bias * layer.bias;
  const spread = layer.sd * layer.sd;
  const biasSpread = layer.biasSd * layer.biasSd;
  const q = new Float64Array(points);
  const thetaDiagonal = new Float64Array(points);
  const k = new Float64Array(pairs.first.length);
  const theta = new Float64Array(pairs.first.length);
  for (let i = 0; i < points; i++) {
    const dot = weight * product(i, i);
    q[i] = spread * dot + biasSpread * bias;
    thetaDiagonal[i] = layer.rate * (dot + bias);
  }
  for (let e = 0; e < k.length; e++) {
    const dot = weight * product(pairs.first[e], pairs.second[e]);
    k[e] = spread * dot + biasSpread * bias;
    theta[e] = layer.rate * (dot + bias);
  }
  return { ...pairs, q, k, thetaDiagonal, theta };
}

/** One step of the recursion in place; `squared` multiplies the squares of the forward and bias multipliers. */
function nextLayer(
  state: LayerState,
  moments: DualMoments,
  layer: LayerScale,
  tau: number,
  squared = 1,
): void {
  const block = tau === 0 ? squared : tau * tau;
  const keep = tau === 0 ? 0 : 1;
  const weight = block * layer.forward * layer.forward * layer.fanIn;
  const bias = block * layer.bias * layer.bias;
  const spread = weight * layer.sd * layer.sd;
  const biasSpread = bias * layer.biasSd * layer.biasSd;
  advance(state.q, state.thetaDiagonal, moments.diagonal, moments.diagonalSlope);
  advance(state.k, state.theta, moments.pair, moments.pairSlope);

  function advance(k: Float64Array, theta: Float64Array, v: Float64Array, slope: Float64Array): void {
    for (let e = 0; e < k.length; e++) {
      theta[e] = theta[e] * (keep + spread * slope[e]) + layer.rate * (weight * v[e] + bias);
      k[e] = keep * k[e] + spread * v[e] + biasSpread;
    }
  }
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

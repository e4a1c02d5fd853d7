import { solvePositive } from '../../theory/linalg/solvePositive';
import { foldIn } from '../../theory/random/foldIn';
import { prngKey, type Key } from '../../theory/random/key';
import { uniform } from '../../theory/random/uniform';
import type { Weights } from '../network/drawWeights';
import { forward } from '../network/forward';
import { uploadState } from '../network/networkState';
import type { Setup } from '../predictors/setup';
import type { Backend } from '../tensor/backend';

/** FDZ Figure 11 draws ten. */
const drawnNeurons = 10;
/** Means over this many draws have an error of a tenth of the spread. */
const draws = 100;
/** Stream of the draws under the network's key, apart from layers, batches and populations. */
const stream = 4000;
/** Ridge of the fit of u, of the mean square of a feature: the same neuron may be drawn twice. */
const ridge = 1e-6;

export interface SampledNeurons {
  /** Mean squared error over the mean squared target after u is fitted anew to the training points; `test` at those held out. */
  readonly train: number;
  readonly test: number | null;
  /** ⟨‖f′ − f‖²⟩/‖f‖² over the training points of the drawn network with u as it is: by FDZ eq. 24, and over the draws. */
  readonly stated: number;
  readonly drawn: number;
}

/**
 * M = 10 neurons j of the last hidden layer, independently with chances p_j: f′ = (1/M) Σ γ u_j h_j/p_j is f = γ Σ u_j h_j in the mean, and
 *
 *   ⟨‖f′ − f‖²⟩ = (1/M) (Σ_j ‖γ u_j h_j‖²/p_j − ‖f‖²),
 *
 * FDZ eq. 24 for p_j = 1/m. Importance takes p_j ∝ |u_j|. Means are over 100 draws of the network's seed; f is without its bias and centre.
 */
export async function neuronSampling(
  backend: Backend,
  problem: Setup,
  weights: Weights,
): Promise<Record<'uniform' | 'importance', SampledNeurons>> {
  const { definition, spec } = problem;
  const { width: m, depth } = definition;
  const h = await lastFeatures(backend, problem, weights);
  const u = weights.weights[depth].map((value) => definition.layers[depth].forward * value);
  const size = u.reduce((sum, value) => sum + Math.abs(value), 0);
  const key = foldIn(prngKey(spec.seed), stream);
  return {
    uniform: sampled(problem, h, u, new Float64Array(m).fill(1 / m), foldIn(key, 0)),
    importance: sampled(
      problem,
      h,
      u,
      u.map((value) => Math.abs(value) / size),
      foldIn(key, 1),
    ),
  };
}

/** h^H at all points, [N, m]. */
async function lastFeatures(
  backend: Backend,
  { definition, xAll, N, data }: Setup,
  weights: Weights,
): Promise<Float64Array> {
  const h = backend.scope(() => {
    const state = uploadState(backend, definition, weights);
    return forward(backend, definition, state, backend.upload(xAll, N, data.d)).h[definition.depth];
  });
  try {
    return (await backend.download(h)).slice();
  } finally {
    backend.dispose(h);
  }
}

function sampled(
  { data, N }: Setup,
  h: Float64Array,
  u: Float64Array,
  chance: Float64Array,
  key: Key,
): SampledNeurons {
  const m = u.length;
  const { n, y, yProbe } = data;
  const f = Float64Array.from({ length: n }, (_, i) => u.reduce((sum, a, j) => sum + a * h[i * m + j], 0));
  const whole = squares(f);
  let spread = 0;
  for (let j = 0; j < m; j++) {
    if (u[j] === 0) continue;
    let feature = 0;
    for (let i = 0; i < n; i++) feature += h[i * m + j] * h[i * m + j];
    spread += (u[j] * u[j] * feature) / chance[j];
  }
  let [train, test, drawn] = [0, 0, 0];
  for (let draw = 0; draw < draws; draw++) {
    const chosen = choose(chance, foldIn(key, draw));
    const features = Float64Array.from(
      { length: N * drawnNeurons },
      (_, e) => h[Math.floor(e / drawnNeurons) * m + chosen[e % drawnNeurons]],
    );
    const asTheyAre = apply(
      features,
      Float64Array.from(chosen, (j) => u[j] / chance[j] / drawnNeurons),
    );
    drawn += gap(asTheyAre, f) / draws;
    const fitted = apply(features, fit(features, y));
    train += gap(fitted, y) / squares(y) / draws;
    if (yProbe) test += gap(fitted.subarray(n), yProbe) / squares(yProbe) / draws;
  }
  return {
    train,
    test: yProbe && test,
    stated: (spread / whole - 1) / drawnNeurons,
    drawn: drawn / whole,
  };
}

/** Ten independent indices with these chances, by inversion of their sums. */
function choose(chance: Float64Array, key: Key): number[] {
  return [...uniform(key, drawnNeurons)].map((where) => {
    let sum = 0;
    for (let j = 0; j < chance.length; j++) {
      sum += chance[j];
      if (where < sum) return j;
    }
    return chance.length - 1;
  });
}

/** u of min Σ_i (Σ_k φ_ik u_k − y_i)² + λ ‖u‖² over the training points, [10]. */
function fit(features: Float64Array, y: Float64Array): Float64Array {
  const M = drawnNeurons;
  const normal = new Float64Array(M * M);
  const right = new Float64Array(M);
  for (let i = 0; i < y.length; i++)
    for (let a = 0; a < M; a++) {
      right[a] += features[i * M + a] * y[i];
      for (let b = 0; b < M; b++) normal[a * M + b] += features[i * M + a] * features[i * M + b];
    }
  let trace = 0;
  for (let a = 0; a < M; a++) trace += normal[a * M + a];
  for (let a = 0; a < M; a++) normal[a * M + a] += (ridge * trace) / M;
  // Not definite only where every drawn feature vanishes.
  return solvePositive(normal, M, right) ?? new Float64Array(M);
}

/** Σ_k φ_ik u_k at every point. */
function apply(features: Float64Array, u: Float64Array): Float64Array {
  const M = u.length;
  return Float64Array.from({ length: features.length / M }, (_, i) =>
    u.reduce((sum, value, k) => sum + value * features[i * M + k], 0),
  );
}

/** Σ (f_i − y_i)² over the points of y. */
function gap(f: Float64Array, y: Float64Array): number {
  return y.reduce((sum, value, i) => sum + (f[i] - value) * (f[i] - value), 0);
}

function squares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

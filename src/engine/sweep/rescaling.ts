import { tangentKernel } from '../kernel/tangentKernel';
import { fullPass } from '../network/backward';
import type { Weights } from '../network/drawWeights';
import { outputs } from '../network/forward';
import type { NetworkDefinition } from '../network/networkDefinition';
import { parameterCount } from '../../theory/network/parameterCount';
import { uploadState } from '../network/networkState';
import type { Setup } from '../predictors/setup';
import type { Backend } from '../tensor/backend';

export interface Rescaling {
  /** RMS entry of J = ∂f(x_i)/∂θ at θ(0): √(Σ_i ‖∇f(x_i)‖²/(n P)), P parameters. */
  readonly jacobian: number;
  /** RMS over the training points of J Δθ, Δθ = θ(T) − θ(0). */
  readonly linear: number;
  /** RMS over the training points of Δθᵀ H Δθ, H = ∂²f(x_i)/∂θ² at θ(0). */
  readonly quadratic: number;
}

/** Step of the central differences along Δθ: their error, ε⁴ and 1e-16/ε², is below 1e-6 of both terms. */
const step = 1 / 32;

/**
 * The sizes of the two first terms of f(θ(T)) = f(θ(0)) + J Δθ + ½ Δθᵀ H Δθ + …, as derivatives of ε ↦ f(θ(0) + ε Δθ) at
 * ε = 0 by five-point central differences:
 *
 *   J Δθ = (8 (f₁ − f₋₁) − (f₂ − f₋₂))/12ε,  Δθᵀ H Δθ = (16 (f₁ + f₋₁) − (f₂ + f₋₂) − 30 f₀)/12ε²,  f_k = f(θ(0) + kεΔθ)
 *
 * Source: Valle Pérez §8, COB19; rows N1 and N2 of the experiments.
 */
export async function rescaling(
  backend: Backend,
  { definition, data }: Setup,
  initial: Weights,
  last: Weights,
): Promise<Rescaling> {
  const x = backend.upload(data.x, data.n, data.d);
  const at = async (k: number): Promise<Float64Array> => {
    const f = backend.scope(() =>
      outputs(backend, definition, uploadState(backend, definition, along(initial, last, k * step)), x),
    );
    const values = await backend.download(f);
    backend.dispose(f);
    return values;
  };
  try {
    const [below2, below, centre, above, above2] = [
      await at(-2),
      await at(-1),
      await at(0),
      await at(1),
      await at(2),
    ];
    const first = centre.map((_, i) => (8 * (above[i] - below[i]) - (above2[i] - below2[i])) / (12 * step));
    const second = centre.map(
      (f, i) => (16 * (above[i] + below[i]) - (above2[i] + below2[i]) - 30 * f) / (12 * step * step),
    );
    return {
      jacobian: await jacobianEntry(backend, definition, initial, x, data.n),
      linear: rms(first),
      quadratic: rms(second),
    };
  } finally {
    backend.dispose(x);
  }
}

/** θ(0) + ε (θ(T) − θ(0)). */
function along(initial: Weights, last: Weights, epsilon: number): Weights {
  const move = (start: Float64Array, end: Float64Array | null): Float64Array =>
    end === null ? start : start.map((value, i) => value + epsilon * (end[i] - value));
  return {
    weights: initial.weights.map((w, l) => move(w, last.weights[l])),
    biases: initial.biases.map((b, l) => (b === null ? null : move(b, last.biases[l]))),
  };
}

/** Σ_i ‖∇f(x_i)‖² is the trace of the kernel with every learning-rate multiplier 1. */
async function jacobianEntry(
  backend: Backend,
  definition: NetworkDefinition,
  initial: Weights,
  x: Parameters<typeof fullPass>[3],
  n: number,
): Promise<number> {
  const plain = { ...definition, layers: definition.layers.map((layer) => ({ ...layer, rate: 1 })) };
  const total = backend.scope(
    () =>
      tangentKernel(backend, plain, fullPass(backend, plain, uploadState(backend, plain, initial), x)).total,
  );
  const kernel = await backend.download(total);
  let trace = 0;
  for (let i = 0; i < n; i++) trace += kernel[i * n + i];
  backend.dispose(total);
  return Math.sqrt(trace / (n * parameterCount(definition)));
}

function rms(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum / values.length);
}

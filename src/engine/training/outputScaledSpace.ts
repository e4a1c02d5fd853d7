import type { VectorSpace } from '../../theory/ode/vectorSpace';
import { kernelDiagonal } from '../kernel/tangentKernel';
import type { Pass } from '../network/backward';
import type { NetworkDefinition } from '../network/networkDefinition';
import type { Backend, Tensor } from '../tensor/backend';

/**
 * Parameter lists as a vector space whose norm measures outputs: by Cauchy–Schwarz an error e of the parameters moves a
 * training output by at most Σ_ℓ ‖∂f/∂θ_ℓ‖ ‖e_ℓ‖ ≤ √(k Σ_i w_i ‖e_i‖²) over the k parameter arrays, w_i = max_x ‖∂f(x)/∂θ_ℓ‖².
 * So the tolerance is one of f, at any width and in any parametrisation.
 */
export class OutputScaledSpace implements VectorSpace<readonly Tensor[]> {
  constructor(
    private readonly backend: Backend,
    /** w_i, one per parameter array; replaced as training goes on. */
    public weights: readonly number[],
  ) {}

  combine(terms: readonly (readonly Tensor[])[], scales: readonly number[]): readonly Tensor[] {
    return terms[0].map((_, i) =>
      this.backend.combine(
        terms.map((t) => t[i]),
        scales,
      ),
    );
  }

  /** √(k Σ w_i ‖e_i‖²)/atol; the states and rtol are not used. Backends with numbers at hand only. */
  errorNorm(e: readonly Tensor[], _a: unknown, _b: unknown, atol: number): number {
    const values = this.backend.scope(() => this.backend.peek(this.squaredNorm(e)));
    if (values === null) throw new Error('errorNorm needs a backend whose numbers are at hand');
    return Math.sqrt(values[0]) / atol;
  }

  /** k Σ w_i ‖e_i‖². [1, 1] */
  squaredNorm(e: readonly Tensor[]): Tensor {
    const { backend, weights } = this;
    return backend.scope(() =>
      backend.combine(
        e.map((t) => backend.sumSquares(t)),
        weights.map((w) => w * e.length),
      ),
    );
  }

  release(s: readonly Tensor[]): void {
    for (const t of s) this.backend.dispose(t);
  }
}

/** w_i = max_x ‖∂f(x)/∂θ_ℓ‖² of the layer of each parameter array, from a pass; 0 for a layer that does not move. */
export async function outputWeights(
  backend: Backend,
  definition: NetworkDefinition,
  pass: Pass,
): Promise<number[]> {
  const diagonals = kernelDiagonal(backend, definition, pass);
  const weights: number[] = [];
  for (let l = 0; l < diagonals.length; l++) {
    const { rate, bias } = definition.layers[l];
    const values = await backend.download(diagonals[l]);
    backend.dispose(diagonals[l]);
    const w = rate === 0 ? 0 : values.reduce((a, b) => Math.max(a, b), 0) / rate;
    weights.push(...(bias === 0 ? [w] : [w, w]));
  }
  return weights;
}

/** lazy · max_x K(x, x) from the weights of `outputWeights`: at least the largest eigenvalue of lazy · K/n. */
export function fastestRate(definition: NetworkDefinition, weights: readonly number[]): number {
  let next = 0;
  let rate = 0;
  for (const layer of definition.layers) {
    rate += layer.rate * weights[next];
    next += layer.bias === 0 ? 1 : 2;
  }
  return Math.max(rate * definition.lazyFactor, 1e-300);
}

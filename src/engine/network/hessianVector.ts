import type { Backend, Tensor } from '../tensor/backend';
import type { Pass } from './backward';
import { movedGradient } from './movedGradient';
import type { NetworkDefinition } from './networkDefinition';
import type { NetworkState } from './networkState';

/** L(θ) = (1/n) Σ_i ℓ(f(x_i)) at one θ, as far as its second derivative needs it. */
export interface LossPoint {
  readonly definition: NetworkDefinition;
  readonly state: NetworkState;
  /** Forward and backward pass over the n points. */
  readonly pass: Pass;
  /** ∂ℓ/∂f and ∂²ℓ/∂f². [n, 1] each */
  readonly slope: Tensor;
  readonly curvature: Tensor;
}

/** What products with the Hessian share at one θ; `disposeHessian` frees it. */
export interface LossHessian extends LossPoint {
  /** φ″(pre^ℓ). [n, m] each */
  readonly bend: readonly Tensor[];
  /** q^ℓ = c_{ℓ+1} δ^{ℓ+1} W^{ℓ+1ᵀ}, what φ′ multiplies in δ^ℓ. [n, m] each */
  readonly back: readonly Tensor[];
  /** g_i δ_i^ℓ, ℓ = 1 … H. [n, m] each */
  readonly error: readonly Tensor[];
}

export function lossHessian(backend: Backend, point: LossPoint): LossHessian {
  const { definition, state, pass, slope } = point;
  const { depth, layers, activation, activationParam } = definition;
  return backend.scope(() => ({
    ...point,
    bend: pass.pre.map((z) => backend.activation(activation, activationParam, 2, z)),
    back: pass.delta.map((_, l) =>
      l === depth - 1
        ? everyRow(backend, state.weights[depth], pass.pre[l].rows, layers[depth].forward)
        : backend.matMul(pass.delta[l + 1], state.weights[l + 1], {
            transposeB: true,
            scale: layers[l + 1].forward,
          }),
    ),
    error: pass.delta.map((delta) => backend.scaleRows(delta, slope)),
  }));
}

/** Frees what `lossHessian` made, the pass and the loss's derivatives excepted. */
export function disposeHessian(backend: Backend, { bend, back, error }: LossHessian): void {
  for (const t of [...bend, ...back, ...error]) backend.dispose(t);
}

/**
 * ∂²L/∂θ² v in the order of `parameterList`, exact: the derivative along v of the gradient, by differentiating its two passes by hand. With
 * R{·} the derivative along v = (V^ℓ, v_b^ℓ), τ folded into c and β and the skip terms as in `forward` and `backward`,
 *
 *   R pre^ℓ = c_ℓ (R h^{ℓ−1} W^ℓ + h^{ℓ−1} V^ℓ) + β_ℓ v_b^ℓ     R h^ℓ = φ′ ∘ R pre^ℓ     R g = ℓ″ R f
 *   R δ^ℓ = R q^ℓ ∘ φ′ + q^ℓ ∘ φ″ ∘ R pre^ℓ     R q^ℓ = c_{ℓ+1} (R δ^{ℓ+1} W^{ℓ+1ᵀ} + δ^{ℓ+1} V^{ℓ+1ᵀ})     (δ^{H+1} = 1)
 *   (Hv)_W = (c_ℓ/n) [(R h^{ℓ−1})ᵀ e^ℓ + (h^{ℓ−1})ᵀ R e^ℓ]     (Hv)_b = (β_ℓ/n) Σ_i R e_i^ℓ     e = g δ
 *
 * Learning-rate multipliers are left out. About twice the work of a gradient. At a kink φ″ misses its delta. Source: Pearlmutter 1994.
 */
export function hessianVector(backend: Backend, hessian: LossHessian, v: NetworkState): Tensor[] {
  const { definition, state, pass, slope, curvature } = hessian;
  const { depth, layers } = definition;
  const n = slope.rows;
  return backend.scope(() => {
    const movedPre: Tensor[] = [];
    const movedH: (Tensor | null)[] = [null];
    const movedLayer = (l: number): Tensor => {
      const { forward, bias, skip } = layers[l];
      const below = movedH[l];
      const direction = v.biases[l];
      let z = backend.matMul(pass.h[l], v.weights[l], { scale: forward });
      if (below) z = backend.add(z, backend.matMul(below, state.weights[l], { scale: forward }));
      if (direction) z = backend.addRow(z, direction, bias);
      return skip ? backend.add(z, movedPre[l - 1]) : z;
    };
    for (let l = 0; l < depth; l++) {
      movedPre.push(movedLayer(l));
      movedH.push(backend.mul(pass.slope[l], movedPre[l]));
    }
    const movedSlope = backend.mul(curvature, movedLayer(depth));

    return movedGradient(backend, hessian, { pre: movedPre, h: movedH, slope: movedSlope }, (l, delta) => {
      const { forward } = layers[l + 1];
      const transposed = { transposeB: true, scale: forward };
      return delta
        ? backend.add(
            backend.matMul(delta, state.weights[l + 1], transposed),
            backend.matMul(pass.delta[l + 1], v.weights[l + 1], transposed),
          )
        : everyRow(backend, v.weights[depth], n, forward);
    });
  });
}

/** s aᵀ in each of n rows; a is [m, 1]. [n, m] */
function everyRow(backend: Backend, a: Tensor, n: number, s: number): Tensor {
  return backend.addRow(backend.zeros(n, a.rows), backend.reshape(a, 1, a.rows), s);
}

import type { Backend, Tensor } from '../tensor/backend';
import type { LossHessian } from './hessianVector';
import { movedGradient } from './movedGradient';

/**
 * (1/n) Σ_i ∇²ℓ_i D ∇ℓ_i, every point's Hessian along its own gradient, D = η_ℓ, in the order of `parameterList`: half the gradient of
 * (1/n) Σ_i ∇ℓ_iᵀ D ∇ℓ_i. The directions V^ℓ = η_ℓ c_ℓ g h^{ℓ−1} ⊗ δ^ℓ, v_b = η_ℓ β_ℓ g δ^ℓ are of rank one, so all points go through one pass
 * of `hessianVector`, whose notation this is:
 *
 *   h^{ℓ−1} V^ℓ c_ℓ + β_ℓ v_b = η_ℓ (c_ℓ² ‖h^{ℓ−1}‖² + β_ℓ²) g δ^ℓ     c_{ℓ+1} δ^{ℓ+1} V^{ℓ+1ᵀ} = η_{ℓ+1} c_{ℓ+1}² ‖δ^{ℓ+1}‖² g h^ℓ     (δ^{H+1} = 1)
 *
 * About the work of two gradients.
 */
export function selfCurvature(backend: Backend, hessian: LossHessian): Tensor[] {
  const { definition, state, pass, slope, curvature } = hessian;
  const { depth, layers } = definition;
  const n = slope.rows;
  return backend.scope(() => {
    const ones = backend.upload(new Float64Array(n).fill(1), n, 1);
    /** η (c² ‖h‖² + β²) g of the layer, one number for every point. */
    const own = (l: number): Tensor => {
      const { forward, bias, rate } = layers[l];
      const squares = backend.scale(backend.rowDots(pass.h[l], pass.h[l]), rate * forward * forward);
      return backend.mul(backend.addScaled(squares, ones, rate * bias * bias), slope);
    };
    const through = (l: number, below: Tensor): Tensor =>
      backend.matMul(below, state.weights[l], { scale: layers[l].forward });
    const movedPre: Tensor[] = [];
    const movedH: (Tensor | null)[] = [null];
    for (let l = 0; l < depth; l++) {
      let z = backend.scaleRows(pass.delta[l], own(l));
      const below = movedH[l];
      if (below) z = backend.add(z, through(l, below));
      if (layers[l].skip) z = backend.add(z, movedPre[l - 1]);
      movedPre.push(z);
      movedH.push(backend.mul(pass.slope[l], z));
    }
    const movedSlope = backend.mul(curvature, backend.add(own(depth), through(depth, movedH[depth]!)));

    return movedGradient(backend, hessian, { pre: movedPre, h: movedH, slope: movedSlope }, (l, delta) => {
      const { forward, rate } = layers[l + 1];
      const norm = l === depth - 1 ? ones : backend.rowDots(pass.delta[l + 1], pass.delta[l + 1]);
      const weight = backend.scale(backend.mul(norm, slope), rate * forward * forward);
      const own = backend.scaleRows(pass.h[l + 1], weight);
      return delta
        ? backend.add(own, backend.matMul(delta, state.weights[l + 1], { transposeB: true, scale: forward }))
        : own;
    });
  });
}

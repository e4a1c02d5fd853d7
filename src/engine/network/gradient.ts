import type { Backend, Tensor } from '../tensor/backend';
import type { Pass } from './backward';
import type { NetworkDefinition } from './networkDefinition';

/**
 * s η_ℓ ∂/∂θ_ℓ (1/n) Σ_i g_i f(x_i), in the order of `parameterList`:
 *
 *   W^ℓ: s η_ℓ (c_ℓ/n) Σ_i g_i h_i^{ℓ−1} ⊗ δ_i^ℓ     b^ℓ: s η_ℓ (β_ℓ/n) Σ_i g_i δ_i^ℓ     (δ^{H+1} = 1)
 *
 * With g = ∂ℓ/∂f this is s times the loss gradient with its learning-rate multipliers. g is [n, 1]. Source: MATH §3.
 */
export function gradient(
  backend: Backend,
  definition: NetworkDefinition,
  pass: Pass,
  g: Tensor,
  s: number,
): Tensor[] {
  return backend.scope(() => {
    const n = g.rows;
    const list: Tensor[] = [];
    definition.layers.forEach((layer, l) => {
      const scale = (s * layer.rate) / n;
      const h = pass.h[l];
      const options = { transposeA: true, scale: scale * layer.forward };
      if (l === definition.depth) {
        list.push(backend.matMul(h, g, options));
        if (layer.bias !== 0) list.push(backend.scale(backend.sumRows(g), scale * layer.bias));
        return;
      }
      const delta = pass.delta[l];
      // g multiplies the narrower factor.
      list.push(
        h.cols < delta.cols
          ? backend.matMul(backend.scaleRows(h, g), delta, options)
          : backend.matMul(h, backend.scaleRows(delta, g), options),
      );
      if (layer.bias !== 0)
        list.push(backend.matMul(g, delta, { transposeA: true, scale: scale * layer.bias }));
    });
    return list;
  });
}

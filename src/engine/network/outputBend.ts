import type { Backend, Tensor } from '../tensor/backend';
import type { LossHessian } from './hessianVector';
import type { NetworkState } from './networkState';

/**
 * ∂²f(x_i; θ + s v)/∂s² at s = 0 for every point, by two derivatives of the forward pass. [n, 1]
 *
 *   pre″ = c (h″ W + 2 h′ V)     h″ = φ″ ∘ pre′² + φ′ ∘ pre″     with pre′ and h′ as in `hessianVector`
 */
export function outputBend(backend: Backend, hessian: LossHessian, v: NetworkState): Tensor {
  const { definition, state, pass, bend } = hessian;
  const { depth, layers } = definition;
  return backend.scope(() => {
    let [h1, h2, z1, z2]: (Tensor | null)[] = [null, null, null, null];
    for (let l = 0; l <= depth; l++) {
      const { forward, bias, skip } = layers[l];
      const direction = v.biases[l];
      const below1: Tensor | null = z1;
      const below2: Tensor | null = z2;
      let first = backend.matMul(pass.h[l], v.weights[l], { scale: forward });
      let second: Tensor | null = null;
      if (h1) {
        first = backend.add(first, backend.matMul(h1, state.weights[l], { scale: forward }));
        second = backend.matMul(h1, v.weights[l], { scale: 2 * forward });
        if (h2) second = backend.add(second, backend.matMul(h2, state.weights[l], { scale: forward }));
      }
      if (l === depth) return second!;
      if (direction) first = backend.addRow(first, direction, bias);
      if (skip && below1) first = backend.add(first, below1);
      if (skip && below2) second = second ? backend.add(second, below2) : below2;
      [z1, z2] = [first, second];
      h1 = backend.mul(pass.slope[l], first);
      const curved = backend.mul(bend[l], backend.mul(first, first));
      h2 = second ? backend.add(curved, backend.mul(pass.slope[l], second)) : curved;
    }
    throw new Error('a network has an output layer');
  });
}

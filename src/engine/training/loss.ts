import type { Loss } from '../../protocol/experimentSpec';
import type { Backend, Tensor } from '../tensor/backend';

/** g_i = ∂ℓ/∂f of every row of f − offset. All [n, 1]; no offset means 0. */
export function lossGradient(
  backend: Backend,
  loss: Loss,
  f: Tensor,
  offset: Tensor | null,
  y: Tensor,
): Tensor {
  return backend.scope(() => {
    const centred = offset === null ? f : backend.sub(f, offset);
    if (loss === 'square') return backend.sub(centred, y);
    const tail = backend.activation('sigmoid', 1, 0, backend.scale(backend.mul(centred, y), -1));
    return backend.scale(backend.mul(y, tail), -1);
  });
}

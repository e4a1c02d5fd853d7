import type { Loss } from '../../protocol/experimentSpec';
import { exp } from '../../theory/elementary/exp';
import { log1p } from '../../theory/elementary/log1p';
import type { Backend, Tensor } from '../tensor/backend';

/** ℓ(f, y): ½(f − y)², or log(1 + e^{−yf}) with y = ±1, without overflow. Source: MATH §2. */
export function pointLoss(loss: Loss, f: number, y: number): number {
  if (loss === 'square') return 0.5 * (f - y) * (f - y);
  const margin = y * f;
  return Math.max(-margin, 0) + log1p(exp(-Math.abs(margin)));
}

/** L = (1/n) Σ ℓ(f_i, y_i), summed in order. */
export function meanLoss(loss: Loss, f: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < f.length; i++) sum += pointLoss(loss, f[i], y[i]);
  return sum / f.length;
}

/** g = ∂ℓ/∂f at one point: f − y, or −y σ(−yf). */
export function pointLossGradient(loss: Loss, f: number, y: number): number {
  if (loss === 'square') return f - y;
  const margin = y * f;
  const tail = exp(-Math.abs(margin));
  return margin > 0 ? (-y * tail) / (1 + tail) : -y / (1 + tail);
}

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

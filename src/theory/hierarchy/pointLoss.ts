import { exp } from '../elementary/exp';
import { log1p } from '../elementary/log1p';

/** ½(f − y)², or log(1 + e^{−yf}) with y = ±1. MATH §2. */
export type LossName = 'square' | 'logistic';

/** ℓ(f, y) of one point; no overflow at any f. */
export function pointLoss(loss: LossName, f: number, y: number): number {
  if (loss === 'square') return 0.5 * (f - y) * (f - y);
  const margin = y * f;
  return Math.max(-margin, 0) + log1p(exp(-Math.abs(margin)));
}

/** g = ∂ℓ/∂f: f − y, or −y / (1 + e^{yf}). */
export function lossSlope(loss: LossName, f: number, y: number): number {
  return loss === 'square' ? f - y : -y / (1 + exp(y * f));
}

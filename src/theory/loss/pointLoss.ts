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

/** L = (1/n) Σ ℓ(f_i, y_i), summed in order. */
export function meanLoss(loss: LossName, f: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < f.length; i++) sum += pointLoss(loss, f[i], y[i]);
  return sum / f.length;
}

/** g = ∂ℓ/∂f: f − y, or −y / (1 + e^{yf}). */
export function lossSlope(loss: LossName, f: number, y: number): number {
  return loss === 'square' ? f - y : -y / (1 + exp(y * f));
}

/** ∂²ℓ/∂f²: 1, or y² / ((1 + e^{yf})(1 + e^{−yf})). */
export function lossCurvature(loss: LossName, f: number, y: number): number {
  if (loss === 'square') return 1;
  const small = exp(-Math.abs(y * f));
  return (y * y * small) / ((1 + small) * (1 + small));
}

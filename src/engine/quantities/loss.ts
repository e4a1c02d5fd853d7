import { exp } from '../../theory/elementary/exp';
import type { Quantity } from './quantity';

/** `loss.initial`, `loss.final`, and `loss.bound` where HY's Corollary 2.5 has one: the square loss, expanded at t = 0. */
export const loss: Quantity = {
  needs: { orders: [], training: { kernels: false }, probe: false },
  async compute(member) {
    const { losses, divergedAt } = await member.training();
    const { spec } = member.problem;
    const { t0 } = await member.expansion();
    return {
      'loss.initial': losses[0] ?? null,
      'loss.final': divergedAt === null ? losses[losses.length - 1] : null,
      'loss.bound':
        spec.loss === 'square' && t0 === 0
          ? lossBound(losses[0], await member.spectrum(), spec.horizon)
          : null,
    };
  },
};

/**
 * L(0) e^{−λ T/2}, λ the smallest eigenvalue of the lazy K₀/n: what the square loss stays below while the kernel keeps a
 * quarter of λ, since then d(Σ g²)/dt ≤ −2 (λ/4) Σ g². Source: HY Corollary 2.5.
 */
function lossBound(initial: number, spectrum: Float64Array, horizon: number): number {
  return initial * exp(-0.5 * Math.max(0, spectrum[spectrum.length - 1]) * horizon);
}

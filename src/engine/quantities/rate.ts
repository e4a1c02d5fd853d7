import { contract } from '../../theory/hierarchy/contract';
import { frobeniusNorm } from '../../theory/linalg/frobeniusNorm';
import { lossSlope } from '../../theory/loss/pointLoss';
import type { Setup } from '../predictors/setup';
import type { Quantity } from './quantity';

/** `rate` = ‖∂_tK⁽²⁾‖_F at t₀, from K⁽³⁾; `rate.relative` = that over ‖K⁽²⁾‖_F. */
export const rate: Quantity = {
  needs: { orders: [3], training: null, probe: false },
  async compute(member) {
    const k3 = await member.kernel(3);
    if (k3 === null) return { rate: null, 'rate.relative': null };
    const { f0 } = await member.expansion();
    const size = kernelRate(member.problem, f0, k3);
    return { rate: size, 'rate.relative': size / frobeniusNorm((await member.kernel(2))!) };
  },
};

/** ‖∂_tK⁽²⁾‖_F, ∂_tK⁽²⁾(x, y) = −(c/n) Σ_β K⁽³⁾(x, y, x_β) g_β on the training points. Source: Mathematics §5, HY Corollary 2.4. */
function kernelRate({ data, definition, spec }: Setup, f0: Float64Array, k3: Float64Array): number {
  const { n, y } = data;
  const g = y.map((target, b) => lossSlope(spec.loss, f0[b], target));
  return (definition.lazyFactor / n) * frobeniusNorm(contract(k3.subarray(0, n * n * n), g));
}

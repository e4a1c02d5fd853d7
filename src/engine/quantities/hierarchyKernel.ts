import { frobeniusNorm } from '../../theory/linalg/frobeniusNorm';
import { largestMagnitude } from '../../theory/linalg/largestMagnitude';
import type { Quantity } from './quantity';

/** `k3.max` = max |K⁽³⁾| over the training indices, `k3.rms`; null beyond the memory. */
export function hierarchyKernel(r: 3 | 4 | 5): Quantity {
  return {
    needs: { orders: [r], training: null, probe: false },
    async compute(member) {
      const entries = await member.kernel(r);
      return {
        [`k${r}.max`]: entries && largestMagnitude(entries),
        [`k${r}.rms`]: entries && frobeniusNorm(entries) / Math.sqrt(entries.length),
      };
    },
  };
}

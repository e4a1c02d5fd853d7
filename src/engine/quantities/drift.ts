import { relativeChange } from '../sweep/truncationErrors';
import { largestMagnitude } from '../../theory/linalg/largestMagnitude';
import type { Quantity } from './quantity';

/** `drift` = ‖K_T − K_0‖_F/‖K_0‖_F at the horizon, `drift.max` its largest value. */
export const drift: Quantity = {
  needs: { orders: [], training: { kernels: true }, probe: false },
  async compute(member) {
    const { kernels, divergedAt } = await member.training();
    if (divergedAt !== null) return { drift: null, 'drift.max': null };
    const changes = kernels.map((kernel) => relativeChange(kernel, kernels[0]));
    return { drift: changes[changes.length - 1], 'drift.max': largestMagnitude(changes) };
  },
};

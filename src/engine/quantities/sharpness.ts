import { networkEnd } from '../../protocol/quantities/quantity';
import { stabilityEdge } from '../../protocol/sharpness';
import { sharpnessAlong } from '../analysis/sharpness';
import { sharpnessTimes } from '../analysis/sharpnessTimes';
import type { Quantity } from './quantity';

/**
 * `sharpness.initial`, `sharpness.max`, `sharpness.final`: λ_max(D^{1/2} H D^{1/2}) along the run; `sharpness.share`: the last of them over
 * the edge of stability, null for the flow, which has none.
 */
export const sharpness: Quantity = {
  needs: { orders: [], training: null, probe: false },
  async compute({ backend, problem, initial, pause }) {
    const record = await sharpnessAlong(backend, problem, sharpnessTimes(problem.spec), pause, { initial });
    const values = record.sharpness;
    const final = record.divergedAt === null ? values[values.length - 1] : null;
    const edge = stabilityEdge(problem.spec);
    return {
      'sharpness.initial': values[0] ?? null,
      'sharpness.max': values.length > 0 ? Math.max(...values) : null,
      'sharpness.final': final,
      'sharpness.share': final === null || edge === null ? null : final / edge,
      [networkEnd]: record.divergedAt,
    };
  },
};

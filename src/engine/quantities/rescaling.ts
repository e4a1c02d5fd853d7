import { rescaling as sizes } from '../sweep/rescaling';
import type { Quantity } from './quantity';

/** `jacobian.rms`, `linear.rms`, `quadratic.rms` between the two ends of the run (see sweep/rescaling.ts). */
export const rescaling: Quantity = {
  needs: { orders: [], training: { kernels: false }, probe: false },
  async compute(member) {
    const { last, divergedAt } = await member.training();
    const found =
      divergedAt === null ? await sizes(member.backend, member.problem, member.initial, last) : null;
    return {
      'jacobian.rms': found && found.jacobian,
      'linear.rms': found && found.linear,
      'quadratic.rms': found && found.quadratic,
    };
  },
};

import type { Quantity } from './quantity';
import { truncationLevels } from './truncationLevels';

/**
 * `error.p2` … `error.p4` (`.p5` where K⁽⁵⁾ is asked for): largest RMS of f̃⁽ᵖ⁾ − f over the training points; `kernelError.p2` …: largest
 * ‖K̃_t − K_t‖_F/‖K_t‖_F; `diverged.p3` …: when the truncation blew up.
 */
export const errors: Quantity = {
  needs: { orders: [4, 3], training: { kernels: true }, probe: false },
  async compute(member) {
    const values: Record<string, number | null> = {};
    for (const p of truncationLevels(member)) {
      const found = await member.truncation(p);
      values[`error.p${p}`] = found && found.train;
      values[`kernelError.p${p}`] = found && found.kernel;
      if (p > 2) values[`diverged.p${p}`] = found && found.divergedAt;
    }
    return values;
  },
};

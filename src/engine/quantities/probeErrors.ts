import type { Quantity } from './quantity';
import { truncationLevels } from './truncationLevels';

/** `probeError.p2` …: largest RMS of f̃⁽ᵖ⁾ − f over the probe points; `diverged.p3` …: when the truncation blew up. */
export const probeErrors: Quantity = {
  needs: { orders: [4, 3], training: { kernels: false }, probe: true },
  async compute(member) {
    const values: Record<string, number | null> = {};
    for (const p of truncationLevels(member)) {
      const found = await member.truncation(p);
      values[`probeError.p${p}`] = found && found.probe;
      if (p > 2) values[`diverged.p${p}`] = found && found.divergedAt;
    }
    return values;
  },
};

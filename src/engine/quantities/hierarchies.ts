import { predictors } from '../../protocol/predictors';
import { hierarchyTheories } from '../../protocol/quantities/hierarchies';
import { theoryEnd, theoryError } from '../../protocol/quantities/theoryErrors';
import type { Quantity } from './quantity';

/** `theory.nth3`, `theory.nth4`, measured like the other theories; null beyond the memory. */
export const hierarchies: Quantity = {
  needs: { orders: [4, 3], training: { kernels: false }, probe: true },
  async compute(member) {
    const values: Record<string, number | null> = {};
    // The highest order brings the lower ones.
    await member.kernel(2);
    for (const name of hierarchyTheories) {
      const found = predictors[name].order <= member.order ? await member.theory(name) : null;
      values[theoryError(name)] = found && found.error;
      values[theoryEnd(name)] = found && found.divergedAt;
    }
    return values;
  },
};

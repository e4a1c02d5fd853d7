import { simpleTheories } from '../../protocol/quantities/theories';
import { theoryEnd, theoryError } from '../../protocol/quantities/theoryErrors';
import type { Quantity } from './quantity';

/**
 * `theory.linearised`, `theory.ntk`, `theory.meanField`, `theory.randomFeatures`: the largest distance of each from the network up to the
 * horizon, over its largest output (see sweep/theoryError.ts); `diverged.…`: when it left its validity.
 */
export const theories: Quantity = {
  needs: { orders: [], training: { kernels: false }, probe: true },
  async compute(member) {
    const values: Record<string, number | null> = {};
    for (const name of simpleTheories) {
      const found = await member.theory(name);
      values[theoryError(name)] = found && found.error;
      values[theoryEnd(name)] = found && found.divergedAt;
      if (name === 'meanField') values[`${theoryError(name)}.sampling`] = found && found.sampling;
    }
    return values;
  },
};

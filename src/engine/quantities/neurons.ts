import { neuronSampling } from '../sweep/neuronSampling';
import type { Quantity } from './quantity';

/** `neurons.*.uniform`, `neurons.*.importance` (see sweep/neuronSampling.ts); null without a trained network, `test` without held-out targets. */
export const neurons: Quantity = {
  needs: { orders: [], training: { kernels: false }, probe: true },
  async compute(member) {
    const { last, divergedAt } = await member.training();
    const laws = ['uniform', 'importance'] as const;
    const found = divergedAt === null ? await neuronSampling(member.backend, member.problem, last) : null;
    return Object.fromEntries(
      (['train', 'test', 'stated', 'drawn'] as const).flatMap((name) =>
        laws.map((law) => [`neurons.${name}.${law}`, found && found[law][name]]),
      ),
    );
  },
};

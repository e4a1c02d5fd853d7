import { describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { makeSetup } from '../../../src/engine/predictors/setup';
import { noPause } from '../../../src/engine/work/pause';
import { Trainer } from '../../../src/engine/training/trainer';
import { defaultSpec } from '../../../src/protocol/fields';

describe('a flow that is stopped between two evaluations of its gradient', () => {
  it('stays where it was, goes on as if nothing had happened, and keeps nothing', async () => {
    const backend = await createFloat64Backend();
    const { definition, data, spec } = makeSetup({ ...defaultSpec, width: 16 });
    const outputs = async (stopAfter: number) => {
      const trainer = await Trainer.create(backend, definition, data, spec);
      let calls = 0;
      const stop = () => {
        if (++calls === stopAfter) throw new Error('stopped');
        return undefined;
      };
      if (stopAfter > 0) await expect(trainer.advanceTo(5, stop)).rejects.toThrow('stopped');
      await trainer.advanceTo(5, noPause);
      const f = await trainer.trainOutputs();
      trainer.dispose();
      return f;
    };
    const undisturbed = await outputs(0);
    for (const stopAfter of [1, 5, 11, 12, 30]) expect(await outputs(stopAfter)).toEqual(undisturbed);
    expect(backend.memory()).toEqual({ tensors: 0, bytes: 0 });
    backend.close();
  });
});

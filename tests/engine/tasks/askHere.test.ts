import { describe, expect, it } from 'vitest';
import { createAskHere } from '../../../src/engine/tasks/askHere';
import { defaultSpec } from '../../../src/protocol/fields';
import type { PredictorFrames } from '../../../src/protocol/run';
import { sweepMembers } from '../../../src/protocol/sweep';
import { validateSpec } from '../../../src/protocol/validate';

const ask = createAskHere();
const { spec } = validateSpec({ width: 16, n: 4, horizon: 2, predictors: ['nn', 'ntk'] });

describe('the engine asked in this process', () => {
  it('runs at exactly the times asked for, and speaks of every predictor before it answers', async () => {
    const frames: PredictorFrames[] = [];
    const answer = await ask(
      'run',
      { spec, predictors: ['nn', 'ntk'], times: [0, 1, 2] },
      {
        onEvent: (event) => {
          if (event.kind === 'frames') frames.push(event.frames);
        },
      },
    );
    expect(answer).toBeNull();
    for (const name of ['nn', 'ntk'])
      expect(frames.filter((f) => f.predictor === name).reduce((sum, { count }) => sum + count, 0)).toBe(3);
  });

  it('answers for kernels, a comparison and a member of a sweep', async () => {
    const kernels = await ask('kernels', { spec, t: 0, order: 3 });
    expect(kernels.n).toBe(4);
    await expect(ask('compare', { spec })).resolves.toBeDefined();
    const plan = { base: spec, axes: [{ field: 'width', values: [8] }], outputs: ['drift'] } as const;
    const [member] = sweepMembers(plan);
    const row = await ask('member', { member, outputs: ['drift'] });
    expect(row.key).toBe(member.key);
    expect(row.problem).toBeNull();
  });

  it('stops an aborted task at its next pause, and one that was aborted before it began', async () => {
    const control = new AbortController();
    const slow = { ...defaultSpec, width: 512, horizon: 1000, predictors: ['nn'] as const };
    const asked = ask(
      'run',
      { spec: slow, predictors: ['nn'] },
      {
        signal: control.signal,
        onEvent: (event) => {
          if (event.kind === 'frames') control.abort();
        },
      },
    );
    await expect(asked).rejects.toThrow('replaced or stopped');
    await expect(ask('compare', { spec }, { signal: control.signal })).rejects.toThrow('replaced or stopped');
  });
});

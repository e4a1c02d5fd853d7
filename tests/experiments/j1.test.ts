import { expect, it } from 'vitest';
import { createAskHere } from '../../src/engine/tasks/askHere';
import { gather } from '../../src/experiments/gather';
import { j1 } from '../../src/experiments/jgh/j1';
import type { EnsembleRequest } from '../../src/protocol/ensemble';
import type { Ask } from '../../src/protocol/tasks';

it('the paper’s widths are 500 and 10 000, and are refused before a network is drawn where there is no room', async () => {
  const { narrow, wide } = j1.paperSize!.needs;
  expect([narrow.request.spec.width, wide.request.spec.width]).toEqual([500, 10_000]);
  const here = createAskHere();
  const drawn: number[] = [];
  const ask = ((task: 'ensemble', request: EnsembleRequest, options: object) => {
    if (task === 'ensemble') drawn.push(...request.seeds);
    return here(task, request, options);
  }) as Ask;
  await expect(gather(j1.paperSize!.needs, ask)).rejects.toThrow(
    /^width 10000 with depth 3 has 200 million parameters, and n = 16: training takes about 9\.[23] GB, more than the 1\.6 GB allowed/,
  );
  expect(drawn).toEqual([]);
});

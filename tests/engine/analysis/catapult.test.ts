import { expect, it } from 'vitest';
import { createAskHere } from '../../../src/engine/tasks/askHere';
import { lb1 } from '../../../src/experiments/lb/lb1';

it('the catapult is seen: a step between 2/λ and 4/λ raises the loss, shrinks the kernel and converges', async () => {
  const ask = createAskHere();
  const runs = [];
  for (const { request } of lb1.needs.runs) runs.push(await ask('sharpness', request));
  const { grade, because } = lb1.check({ runs });
  expect(grade, because).toBe('seen');
});

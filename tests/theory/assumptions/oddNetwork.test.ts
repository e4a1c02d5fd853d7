import { expect, it } from 'vitest';
import { createAskHere } from '../../../src/engine/tasks/askHere';
import { oddLossFloor } from '../../../src/theory/assumptions/oddNetwork';
import type { RunEvent } from '../../../src/protocol/run';
import { validateSpec } from '../../../src/protocol/validate';
import { makeSetup } from '../../../src/engine/predictors/setup';

/** The floor that theory gives, and the loss that gradient flow reaches. */
async function floorAndLoss(given: Record<string, unknown>): Promise<[number | null, number]> {
  const { spec, problems } = validateSpec({ predictors: ['nn'], precision: 'float64', ...given });
  expect(problems).toEqual([]);
  const { definition, data } = makeSetup(spec);
  let loss = NaN;
  const hear = (event: RunEvent): void => {
    if (event.kind === 'frames') loss = event.frames.loss[event.frames.count - 1];
  };
  await createAskHere()('run', { spec, predictors: ['nn'] }, { onEvent: hear });
  return [oddLossFloor(spec.activation, definition.parametrisation, spec.loss, data.x, data.y), loss];
}

it('is what an odd network on the circle’s antipodal points cannot get below, and comes to', async () => {
  const [floor, loss] = await floorAndLoss({
    preset: 'huang-yau',
    activation: 'tanh',
    width: 64,
    horizon: 400,
  });
  expect(floor).toBeGreaterThan(0.1);
  expect(loss).toBeGreaterThanOrEqual(floor! * (1 - 1e-12));
  expect(loss).toBeLessThan(floor! * 1.01);
});

it('is 0 where no two points are antipodal', async () => {
  const [floor] = await floorAndLoss({ preset: 'huang-yau', activation: 'tanh', width: 8, n: 5, horizon: 1 });
  expect(floor).toBe(0);
});

it.each([
  ['biases', { preset: 'ntk-alpha', activation: 'tanh' }],
  ['an activation that is not odd', { preset: 'huang-yau', activation: 'relu' }],
])('does not exist with %s', async (_, given) => {
  const [floor] = await floorAndLoss({ ...given, width: 8, horizon: 1 });
  expect(floor).toBeNull();
});

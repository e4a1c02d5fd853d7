import { expect, it } from 'vitest';
import { stepFits } from '../../../src/engine/predictors/assumptions';
import { makeSetup } from '../../../src/engine/predictors/setup';
import { noPause } from '../../../src/engine/work/pause';
import { requireSpec } from '../../../src/protocol/validate';

/** λ_max(K/n) = 4: the edges are 0.5 without momentum and 0.75 with μ = ½. */
const kernel = Float64Array.of(8, 0, 0, 2);
const base = { n: 2, alpha: 'sqrt', width: 16 } as const;
const ask = (change: object, follows: 'steps' | 'flow' = 'steps') =>
  stepFits(makeSetup(requireSpec({ ...base, ...change })), kernel, follows, noPause);

it('says whether the step, rather than the width, is what a kernel theory misses', async () => {
  expect(await ask({ optimizer: 'gd', lr: 0.4 })).toMatchObject([{ verdict: 'holds' }]);
  const [beyond] = await ask({ optimizer: 'gd', lr: 0.6 });
  expect(beyond).toMatchObject({ verdict: 'fails' });
  expect(beyond.text).toContain('the step is 1.2 times the edge');
  expect(beyond.text).toContain('the theory diverges: the step, not the width');
  // A hierarchy follows the flow, and does not diverge with the steps.
  const [flow] = await ask({ optimizer: 'gd', lr: 0.6 }, 'flow');
  expect(flow.text).toContain('the flow of the theory has no steps');
  expect(await ask({ optimizer: 'momentum', momentum: 0.5, lr: 0.6 })).toMatchObject([{ verdict: 'holds' }]);
  expect(await ask({ optimizer: 'momentum', momentum: 0.5, lr: 0.8 })).toMatchObject([{ verdict: 'fails' }]);
  expect(await ask({ optimizer: 'flow' })).toEqual([]);
});

it('counts the lazy factor: α²/m times less kernel bears as much larger a step in lazy time', async () => {
  // c = m/α² = 4: the edge is 0.125.
  expect(await ask({ optimizer: 'gd', lr: 0.12, alpha: 2 })).toMatchObject([{ verdict: 'holds' }]);
  expect(await ask({ optimizer: 'gd', lr: 0.13, alpha: 2 })).toMatchObject([{ verdict: 'fails' }]);
});

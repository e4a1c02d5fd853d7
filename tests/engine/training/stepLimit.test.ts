import { describe, expect, it } from 'vitest';
import { createAskHere } from '../../../src/engine/tasks/askHere';
import { learningRateLimit } from '../../../src/protocol/learningRateLimit';
import { stepLimit } from '../../../src/protocol/stepLimit';
import { requireSpec } from '../../../src/protocol/validate';

const ask = createAskHere();

/** With the output layer alone the network is linear in what is trained: the linearised problem is the problem. */
const linear = { trained: 'output', width: 12, precision: 'float64', predictors: ['nn'], n: 4 } as const;

/** The limit by the run's first spectrum, and the losses at these steps when lr is this share of it. */
async function losses(
  given: object,
  share: number,
  steps: readonly number[],
): Promise<{ limit: number; loss: number[]; divergedAt: number | null }> {
  const train = async (lr: number) => {
    const spec = requireSpec({ ...linear, ...given, lr, horizon: lr * Math.max(...steps) });
    let limit = NaN;
    let divergedAt: number | null = null;
    const loss: number[] = [];
    await ask(
      'run',
      { spec, predictors: ['nn'], times: steps.map((k) => k * lr) },
      {
        onEvent: (event) => {
          if (event.kind === 'frames') {
            loss.push(...event.frames.loss);
            if (event.frames.first === 0) limit = learningRateLimit(spec, event.frames.eigenvalues![0]);
          }
          if (event.kind === 'status') ({ divergedAt } = event.status);
        },
      },
    );
    return { limit, loss, divergedAt };
  };
  const { limit } = await train(1e-3);
  return train(share * limit);
}

describe.each([
  { optimizer: 'gd' },
  { optimizer: 'gd', alpha: 2 },
  { optimizer: 'gd', preset: 'standard' },
  { optimizer: 'sgd', batch: 4 },
  { optimizer: 'noisy', temperature: 0 },
  { optimizer: 'momentum', momentum: 0.3 },
  { optimizer: 'momentum', momentum: 0.9 },
  { optimizer: 'momentum', momentum: 0 },
] as const)('the square loss with %o', (rule) => {
  it('falls just below the limit', async () => {
    const { loss, divergedAt } = await losses(rule, 0.99, [0, 1500]);
    expect(divergedAt).toBeNull();
    expect(loss[1]).toBeLessThan(loss[0]);
  });

  it('grows without end just above it', async () => {
    const { loss, divergedAt } = await losses(rule, 1.01, [0, 300, 3000]);
    // (1.02)^300 in f at μ = 0; slower with momentum, whose largest root passes 1 as √ of the excess or less.
    expect(divergedAt !== null || loss[2] > 1e3 * loss[0]).toBe(true);
  });
});

/** One input with both labels: the least loss is ln 2, at f = 0, where the logistic loss is most curved. */
const torn = { dataset: 'points', points: { x: [[1, 0.5], [1, 0.5]], y: [1, -1] }, n: undefined, loss: 'logistic' } as const; // prettier-ignore

describe.each([{ optimizer: 'gd' }, { optimizer: 'momentum', momentum: 0.5 }] as const)(
  'the logistic loss with %o',
  (rule) => {
    const off = { ...torn, ...rule, centred: false };

    it('comes to rest where it is most curved just below the limit', async () => {
      const { loss } = await losses(off, 0.98, [0, 2000]);
      expect(loss[0]).toBeGreaterThan(Math.LN2 + 1e-3);
      expect(loss[1]).toBeLessThan(Math.LN2 + 1e-9);
    });

    it('does not just above it, and does not diverge either', async () => {
      const { loss, divergedAt } = await losses(off, 1.05, [0, 2000, 6000]);
      expect(divergedAt).toBeNull();
      expect(loss[2]).toBeGreaterThan(Math.LN2 + 1e-3);
      expect(loss[2]).toBeLessThan(2 * loss[1]);
    });
  },
);

it('the logistic loss never rises below the limit, four times that of the square loss', async () => {
  const steps = Array.from({ length: 200 }, (_, k) => k);
  const given = { target: 'xor', optimizer: 'gd' };
  const { loss, limit } = await losses({ ...given, loss: 'logistic' }, 0.99, steps);
  for (let k = 1; k < loss.length; k++) expect(loss[k]).toBeLessThanOrEqual(loss[k - 1] * (1 + 1e-14));
  const square = await losses({ ...given, loss: 'square' }, 0.5, [0, 1]);
  expect(limit / square.limit).toBeCloseTo(4, 12);
});

it('names the formula of its number', () => {
  const rule = { loss: 'square', optimizer: 'gd', momentum: 0.9 } as const;
  expect(stepLimit(rule)).toMatchObject({ product: 2, formula: '2' });
  expect(stepLimit({ ...rule, loss: 'logistic' })).toMatchObject({ product: 8, formula: '8' });
  expect(stepLimit({ ...rule, optimizer: 'momentum' })).toMatchObject({ product: 3.8, formula: '2(1 + μ)' });
  expect(stepLimit({ ...rule, loss: 'logistic', optimizer: 'momentum' })).toMatchObject({
    product: 15.2,
    formula: '8(1 + μ)',
  });
});

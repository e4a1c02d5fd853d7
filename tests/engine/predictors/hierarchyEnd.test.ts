import { expect, it } from 'vitest';
import { createAskHere } from '../../../src/engine/tasks/askHere';
import type { PredictorStatus } from '../../../src/protocol/run';
import { requireSpec } from '../../../src/protocol/validate';

async function ending(given: object): Promise<PredictorStatus> {
  let status: PredictorStatus | null = null;
  const spec = requireSpec({ precision: 'float64', activation: 'square', ...given });
  await createAskHere()(
    'run',
    { spec, predictors: ['nth3'], times: [spec.horizon] },
    {
      onEvent: (event) => {
        if (event.kind === 'status') status = event.status;
      },
    },
  );
  return status!;
}

it('says when a value grew beyond its limit, in powers of ten where that was early', async () => {
  const { divergedAt, message } = await ending({
    ...{ dataset: 'sphere', n: 6, d: 2, target: 'step', dataSeed: 2562187087, seed: 1272953231, horizon: 5 },
    ...{ preset: 'standard', width: 1, depth: 2, outputLaw: 'signs', centred: false },
  });
  // Independent implementation, float64: K⁽³⁾ by nilpotent numbers, SciPy's DOP853 at 1e-11 with an event.
  expect(Math.abs(divergedAt! / 4.777234579638568e-6 - 1)).toBeLessThan(1e-7);
  expect(message).toContain('left its validity at t = 4.8 × 10⁻⁶: on the training points an output');
  expect(message).not.toContain('goes on');
});

it('claims no growth where the integrator finds no step', async () => {
  // Eigenvalues of K/n of 1e29, and time constants below what doubles tell apart.
  const { divergedAt, message } = await ending({
    ...{ dataset: 'digits', n: 4, target: 'mix', noise: 0.1, seed: 833733246, horizon: 10_000 },
    ...{ preset: 'mup', width: 2, depth: 3, sigmaW: 10, sigmaA: 0.001, trained: 'output' },
  });
  expect(divergedAt).toBe(0);
  expect(message).toContain('at t = 0: beyond it no step size keeps its error in bounds');
  expect(message).not.toContain('10⁶');
});

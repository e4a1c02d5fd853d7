import { expect, it } from 'vitest';
import { densityOfSpec } from '../../../src/engine/density/densityOfSpec';
import { requireSpec } from '../../../src/protocol/validate';
import { labelledProblem } from '../../../src/ui/text/labelledProblem';

function refusal(change: Record<string, unknown>): string {
  try {
    densityOfSpec(requireSpec({ outputLaw: 'signs', trained: 'hidden', sigmaB: 0, ...change }));
  } catch (thrown) {
    return labelledProblem((thrown as Error).message);
  }
  return 'not refused';
}

it('refusals name the control, as it is labelled, and never the key', () => {
  expect(refusal({ outputLaw: 'gaussian' })).toMatch(
    /^Output law must be ± σ_a: .+, got Gaussian; use ± σ_a$/,
  );
  expect(refusal({ trained: 'all' })).toMatch(/^Trained layers must be Hidden layers: .+, got All layers/);
  expect(refusal({ sigmaB: 0.3 })).toMatch(/^Bias scale must be 0: .+, got 0.3; use 0$/);
  expect(refusal({ dataset: 'sphere', d: 5 })).toMatch(/^Input dimension must be 1 or 2/);
  expect(labelledProblem('first must be an integer 1…5')).toBe('First coordinate must be an integer 1…5');
  expect(labelledProblem('The particles diverged at t = 3.')).toBe('The particles diverged at t = 3.');
});

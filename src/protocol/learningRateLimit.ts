import type { ExperimentSpec } from './experimentSpec';
import { stepLimit } from './stepLimit';

/** The learning rate, in units of `lr`, beyond which steps of this rule are unstable on the linearised problem; `lambda` is λ_max(cK₀/n), c the lazy factor. */
export function learningRateLimit(
  rule: Pick<ExperimentSpec, 'loss' | 'optimizer' | 'momentum'>,
  lambda: number,
): number {
  return stepLimit(rule).product / lambda;
}

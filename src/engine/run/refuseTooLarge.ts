import { memoryLimit } from '../float64/linearMemory';
import { parameterCount } from '../../theory/network/parameterCount';
import type { Problem } from '../predictors/problem';
import { EngineError } from '../work/engineError';

/** θ(0), θ, its velocity and one stage: below this many copies of the parameters no training is possible. */
const copies = 4;

export function isTooLarge({ definition }: Problem): boolean {
  return trainingBytes(parameterCount(definition)) > memoryLimit;
}

function trainingBytes(parameters: number): number {
  return 8 * copies * parameters;
}

/** Refuses a network that cannot fit before its weights are drawn, which alone would take minutes. */
export function refuseTooLarge(problem: Problem): void {
  if (!isTooLarge(problem)) return;
  const { spec, definition } = problem;
  const count = parameterCount(definition);
  const bytes = trainingBytes(count);
  const gigabytes = (value: number) => `${(value / 1e9).toPrecision(2)} GB`;
  throw new EngineError(
    'TooLarge',
    `width ${spec.width} with depth ${spec.depth} has ${(count / 1e6).toPrecision(3)} million parameters: training takes at least ${gigabytes(bytes)}, more than the ${gigabytes(memoryLimit)} allowed; use a smaller width or depth 1.`,
    'width',
  );
}

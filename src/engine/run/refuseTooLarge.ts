import { memoryLimit } from '../float64/linearMemory';
import { parameterCount } from '../network/networkDefinition';
import type { Problem } from '../predictors/problem';
import { EngineError } from '../work/engineError';

/** θ(0), θ, its velocity and one stage: below this many copies of the parameters no training is possible. */
const copies = 4;

/**
 * Hidden layers of the deepest finite network. Every layer costs several calls of the float64 module or of the GPU a step, and
 * keeps its passes; HDR's own networks have 30 to 300. The limits of infinite width go to the table's 10 000.
 */
export const deepestNetwork = 100;

export function isTooLarge({ definition }: Problem): boolean {
  return definition.depth > deepestNetwork || trainingBytes(parameterCount(definition)) > memoryLimit;
}

function trainingBytes(parameters: number): number {
  return 8 * copies * parameters;
}

/** Refuses a network that cannot fit before its weights are drawn, which alone would take minutes. */
export function refuseTooLarge(problem: Problem): void {
  if (!isTooLarge(problem)) return;
  const { spec, definition } = problem;
  if (definition.depth > deepestNetwork)
    throw new EngineError(
      'TooDeep',
      `depth must be at most ${deepestNetwork} for a finite network, got ${definition.depth}; use a smaller depth, or the predictors ntk and randomFeatures alone, which need none.`,
      'depth',
    );
  const count = parameterCount(definition);
  const bytes = trainingBytes(count);
  const gigabytes = (value: number) => `${(value / 1e9).toPrecision(2)} GB`;
  throw new EngineError(
    'TooLarge',
    `width ${spec.width} with depth ${spec.depth} has ${(count / 1e6).toPrecision(3)} million parameters: training takes at least ${gigabytes(bytes)}, more than the ${gigabytes(memoryLimit)} allowed; use a smaller width or depth 1.`,
    'width',
  );
}

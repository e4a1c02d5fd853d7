import { sgdProblem } from '../../protocol/sgd';
import type { Setup } from '../predictors/setup';
import { EngineError } from '../work/engineError';

export function refuseCloud({ spec, data }: Setup): void {
  const problem = sgdProblem(spec, data.n);
  if (problem !== null)
    throw new EngineError('NoCloud', problem, spec.optimizer === 'sgd' ? 'batch' : 'optimizer');
}

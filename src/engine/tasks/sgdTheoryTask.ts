import { sgdTheory } from '../sgd/sgdTheory';
import type { TaskHandler } from './taskHandler';

export const sgdTheoryTask: TaskHandler<'sgdTheory'> = async (request, means, { emit, pause }) =>
  sgdTheory(request, await means.float64(), pause, (fraction) =>
    emit({ kind: 'progress', fraction, secondsLeft: null }),
  );

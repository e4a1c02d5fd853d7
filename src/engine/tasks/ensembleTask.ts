import { ensemble } from '../ensemble/ensemble';
import type { TaskHandler } from './taskHandler';

export const ensembleTask: TaskHandler<'ensemble'> = async (request, means, { emit, pause }) =>
  ensemble(request, await means.float64(), pause, (fraction) =>
    emit({ kind: 'progress', fraction, secondsLeft: null }),
  );

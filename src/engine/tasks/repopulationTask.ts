import { repopulation } from '../repopulation/repopulation';
import type { TaskHandler } from './taskHandler';

export const repopulationTask: TaskHandler<'repopulation'> = async (request, means, { emit, pause }) =>
  repopulation(request, await means.float64(), pause, (fraction) =>
    emit({ kind: 'progress', fraction, secondsLeft: null }),
  );

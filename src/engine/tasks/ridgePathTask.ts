import { ridgePath } from '../ridge/ridgePath';
import type { TaskHandler } from './taskHandler';

export const ridgePathTask: TaskHandler<'ridgePath'> = async (request, means, { emit, pause }) =>
  ridgePath(request, await means.float64(), pause, (fraction) =>
    emit({ kind: 'progress', fraction, secondsLeft: null }),
  );

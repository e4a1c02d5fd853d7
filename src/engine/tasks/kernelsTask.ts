import { analyse } from '../analysis/analyse';
import type { TaskHandler } from './taskHandler';

export const kernelsTask: TaskHandler<'kernels'> = async (request, means, { emit, pause }) =>
  analyse(request, {
    backend: await means.float64(),
    clock: means.clock,
    pause,
    progress: (fraction) => emit({ kind: 'progress', fraction, secondsLeft: null }),
  });

import { sgdCloud } from '../sgd/sgdCloud';
import type { TaskHandler } from './taskHandler';

export const sgdCloudTask: TaskHandler<'sgdCloud'> = async (request, means, { emit, pause }) =>
  sgdCloud(request, await means.float64(), pause, (fraction) =>
    emit({ kind: 'progress', fraction, secondsLeft: null }),
  );

import { compare } from '../analysis/compare';
import type { TaskHandler } from './taskHandler';

export const compareTask: TaskHandler<'compare'> = async ({ spec }, means, { emit, pause }) =>
  compare(spec, await means.float64(), pause, (fraction) =>
    emit({ kind: 'progress', fraction, secondsLeft: null }),
  );

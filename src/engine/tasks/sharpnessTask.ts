import { sharpnessAlong } from '../analysis/sharpness';
import { sharpnessTimes } from '../analysis/sharpnessTimes';
import { makeSetup } from '../predictors/setup';
import type { TaskHandler } from './taskHandler';

export const sharpnessTask: TaskHandler<'sharpness'> = async ({ spec, times }, means, { emit, pause }) =>
  sharpnessAlong(
    await means.float64(),
    makeSetup(spec),
    times ? Float64Array.from(times) : sharpnessTimes(spec),
    pause,
    { progress: (fraction) => emit({ kind: 'progress', fraction, secondsLeft: null }) },
  );

import { sharpnessAlong } from '../analysis/sharpness';
import { sharpnessTimes } from '../analysis/sharpnessTimes';
import { makeProblem } from '../predictors/problem';
import type { TaskHandler } from './taskHandler';

export const sharpnessTask: TaskHandler<'sharpness'> = async ({ spec, times }, means, { emit, pause }) =>
  sharpnessAlong(
    await means.float64(),
    makeProblem(spec),
    times ? Float64Array.from(times) : sharpnessTimes(spec),
    pause,
    { progress: (fraction) => emit({ kind: 'progress', fraction, secondsLeft: null }) },
  );

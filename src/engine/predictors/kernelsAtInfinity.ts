import { infiniteKernelsWork, type InfiniteKernels } from '../../theory/infiniteWidth/infiniteKernels';
import type { Pause } from '../work/pause';
import type { Problem } from './problem';

/** Kernels of the infinitely wide network on all points of a run, in pieces between which the engine may rest. */
export async function kernelsAtInfinity(
  { definition, data, spec }: Problem,
  pause: Pause,
): Promise<InfiniteKernels> {
  const work = infiniteKernelsWork(
    definition.parametrisation,
    spec.activation,
    spec.activationParam,
    data.x,
    data.xProbe,
    data.d,
  );
  for (;;) {
    const piece = work.next();
    if (piece.done) return piece.value;
    const wait = pause();
    if (wait) await wait;
  }
}

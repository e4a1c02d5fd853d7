import { densityRun } from '../../theory/density/densityRun';
import { densityExtent } from '../density/densityExtent';
import { densityOfSpec } from '../density/densityOfSpec';
import { loadSimdKernels } from '../density/simdKernels';
import { recordedTimes } from '../run/recordedTimes';
import type { TaskHandler } from './taskHandler';

/** Moments are streamed as they are reached; between steps the worker listens. */
export const densityTask: TaskHandler<'density'> = async (request, _means, { emit, pause }) => {
  const { spec, cells } = request;
  const density = densityOfSpec(spec);
  const { problem, d, data } = density;
  const times = request.times ? Float64Array.from(request.times) : recordedTimes(spec);
  const kernels = await loadSimdKernels();
  const extent = await densityExtent(density, cells, times[times.length - 1], kernels, pause);
  await emit({ kind: 'start', times: times.slice(), d, cells, extent });
  let index = 0;
  for (const moment of densityRun(problem, d, cells, extent, times, data.xProbe, kernels)) {
    const wait = pause();
    if (wait) await wait;
    if (moment === null) continue;
    const { densities, ...numbers } = moment;
    const [plus, minus] = densities.map((rho) => Float32Array.from(rho));
    await emit({ kind: 'moment', index: index++, ...numbers, plus, minus });
  }
  return null;
};

import { gpuFailure } from '../run/gpuFailure';
import { runExperiment } from '../run/runExperiment';
import type { TaskHandler } from './taskHandler';

export const runTask: TaskHandler<'run'> = async (request, means, { emit, pause }) => {
  const { spec, predictors, times, from } = request;
  const float64 = await means.float64();
  const { backend, choice } = await means.choose(spec);
  if (spec.precision === 'webgpu' && backend === float64) {
    const problem = { name: 'GpuRefused', message: choice.reason, field: 'precision' } as const;
    await emit({ kind: 'notice', problem });
  }
  const run = runExperiment(
    spec,
    { backend, float64, choice, clock: means.clock },
    { predictors, emit, pause, ...(times ? { times } : {}), ...(from ? { from } : {}) },
  );
  const lost = means.gpuLost();
  try {
    await (backend === float64 || lost === null ? run : Promise.race([run, lost]));
  } catch (thrown) {
    throw gpuFailure(backend, thrown) ?? thrown;
  }
  return null;
};

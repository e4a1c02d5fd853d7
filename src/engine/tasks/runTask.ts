import { predictors as predictorRecords, type PredictorFamily } from '../../protocol/predictors';
import type { Chosen } from '../chooseBackend';
import { gpuFailure } from '../run/gpuFailure';
import { runExperiment } from '../run/runExperiment';
import type { Backend } from '../tensor/backend';
import type { TaskHandler } from './taskHandler';

/** What either number system computes; everything else is float64's. */
const trained: ReadonlySet<PredictorFamily> = new Set<PredictorFamily>(['network', 'particles']);

export const runTask: TaskHandler<'run'> = async (request, means, { emit, pause }) => {
  const { spec, predictors, times, from } = request;
  const float64 = await means.float64();
  // The choice is measured by steps of the very network, which theories need not wait for.
  const trains = predictors.some((name) => trained.has(predictorRecords[name].family));
  const { backend, choice } = trains ? await means.choose(spec) : theoriesAlone(float64);
  if (trains && spec.precision === 'webgpu' && backend === float64) {
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

function theoriesAlone(backend: Backend): Chosen {
  const reason = 'float64: theories are computed in it whatever trains the network.';
  return { backend, choice: { backend: 'float64', adapter: backend.adapter, precision: 0, reason } };
}

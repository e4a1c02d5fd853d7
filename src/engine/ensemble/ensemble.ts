/** Networks of one spec that differ in their seed, one after another over the same data: many workers may each take a part of the seeds. */
import type { EnsembleAnswer, EnsembleMember, EnsembleRequest } from '../../protocol/ensemble';
import { initialWeights, type Weights } from '../network/drawWeights';
import { makeSetup, type Setup } from '../predictors/setup';
import { refuseTraining } from '../run/refuseTooLarge';
import type { Backend } from '../tensor/backend';
import { Trainer } from '../training/trainer';
import type { Pause } from '../work/pause';
import { ensembleHierarchy } from './ensembleHierarchy';
import { ensembleTimes } from './ensembleTimes';
import { KernelSlice } from './kernelSlice';
import { downloadKernel } from '../kernel/downloadKernel';

export async function ensemble(
  request: EnsembleRequest,
  backend: Backend,
  pause: Pause,
  progress: (fraction: number) => Promise<void>,
): Promise<EnsembleAnswer> {
  const problem = makeSetup(request.spec);
  const times = ensembleTimes(request.spec, request.times);
  refuseTraining(backend, problem);
  const members: EnsembleMember[] = [];
  for (const [k, seed] of request.seeds.entries()) {
    const initial = initialWeights(problem.definition.parametrisation, seed);
    const network = await networkMember(request, problem, times, initial, backend, pause);
    const hierarchy = request.hierarchyProbe
      ? await ensembleHierarchy(backend, problem, initial, times, request.hierarchyProbe, pause)
      : null;
    members.push({ seed, ...network, hierarchy });
    await progress((k + 1) / request.seeds.length);
  }
  return { members };
}

async function networkMember(
  { kernelTimes = [], slice }: EnsembleRequest,
  { spec, data, definition }: Setup,
  times: Float64Array,
  initial: Weights,
  backend: Backend,
  pause: Pause,
): Promise<Omit<EnsembleMember, 'seed' | 'hierarchy'>> {
  const { n, p } = data;
  const places = slice?.places ?? 0;
  const train = new Float64Array(times.length * n).fill(NaN);
  const probe = new Float64Array(times.length * p).fill(NaN);
  const kernels = new Float64Array(kernelTimes.length * n * n).fill(NaN);
  const slices = new Float64Array(kernelTimes.length * places).fill(NaN);
  const trainer = await Trainer.create(backend, definition, data, spec, { initial });
  const xProbe = p > 0 ? backend.upload(data.xProbe, p, data.d) : null;
  const path = slice && kernelTimes.length > 0 ? new KernelSlice(backend, definition, slice, data.d) : null;
  try {
    for (const [k, t] of times.entries()) {
      await trainer.advanceTo(t, pause);
      if (trainer.divergence !== null) break;
      train.set(await trainer.trainOutputs(), k * n);
      if (xProbe !== null) probe.set(await trainer.outputs(xProbe), k * p);
      const at = kernelTimes.indexOf(k);
      if (at >= 0) {
        const lazy = (value: number): number => definition.lazyFactor * value;
        kernels.set((await downloadKernel(backend, trainer.kernel())).map(lazy), at * n * n);
        if (path) slices.set((await path.at(trainer.state)).map(lazy), at * places);
      }
      const wait = pause();
      if (wait) await wait;
    }
    return { train, probe, kernels, slices, divergedAt: trainer.divergence?.t ?? null };
  } finally {
    path?.close();
    if (xProbe !== null) backend.dispose(xProbe);
    trainer.dispose();
  }
}

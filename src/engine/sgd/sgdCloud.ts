import type { SgdCloudAnswer, SgdCloudRequest } from '../../protocol/sgd';
import { foldIn } from '../../theory/random/foldIn';
import { prngKey } from '../../theory/random/key';
import { initialWeights } from '../network/drawWeights';
import { makeSetup } from '../predictors/setup';
import { refuseTraining } from '../run/refuseTooLarge';
import type { Backend } from '../tensor/backend';
import { epochBatches, independentBatches, orderKey, type BatchStream } from '../training/batchStream';
import { Trainer } from '../training/trainer';
import type { Pause } from '../work/pause';
import { refuseCloud } from './refuseCloud';
import { sgdTimes } from './sgdTimes';

/** Streams of the other orders: fold_in(fold_in(key, 1001), r) in place of fold_in(key, 1000); of independent batches with 1002. */
const [otherOrders, independent] = [1001, 1002];

/** One network trained with many orders of its points. */
export async function sgdCloud(
  request: SgdCloudRequest,
  backend: Backend,
  pause: Pause,
  progress: (fraction: number) => Promise<void>,
): Promise<SgdCloudAnswer> {
  const { first, count } = request;
  const problem = makeSetup(request.spec);
  const { spec, data, definition } = problem;
  refuseCloud(problem);
  refuseTraining(backend, problem);
  const times = sgdTimes(spec, request.times);
  const initial = initialWeights(definition.parametrisation, spec.seed);
  const runs: Float64Array[] = [];
  for (let r = first; r < first + count; r++) {
    const batches = batchesOf(request, r, data.n);
    const trainer = await Trainer.create(backend, definition, data, spec, { initial, batches });
    const run = new Float64Array(times.length * data.n).fill(NaN);
    try {
      for (const [k, t] of times.entries()) {
        await trainer.advanceTo(t, pause);
        if (trainer.divergence !== null) break;
        run.set(await trainer.trainOutputs(), k * data.n);
      }
    } finally {
      trainer.dispose();
    }
    runs.push(run);
    await progress(runs.length / count);
  }
  return { times, runs };
}

function batchesOf({ spec, draw }: SgdCloudRequest, r: number, n: number): BatchStream {
  const key = prngKey(spec.seed);
  if (draw === 'independent') return independentBatches(foldIn(foldIn(key, independent), r), n, spec.batch);
  return epochBatches(r === 0 ? orderKey(spec.seed) : foldIn(foldIn(key, otherOrders), r), n, spec.batch);
}

import type { SgdTheory, SgdTheoryRequest } from '../../protocol/sgd';
import { lossCurvature, lossSlope } from '../../theory/loss/pointLoss';
import { batchSizes } from '../../theory/sgd/batchSizes';
import { EpochCloud } from '../../theory/sgd/epochCloud';
import { batchVariance, IndependentCloud } from '../../theory/sgd/independentCloud';
import { downloadKernel } from '../kernel/downloadKernel';
import { initialWeights } from '../network/drawWeights';
import { parameterList, uploadState } from '../network/networkState';
import { makeSetup } from '../predictors/setup';
import { refuseTraining } from '../run/refuseTooLarge';
import type { Backend } from '../tensor/backend';
import { GradientField } from '../training/gradientField';
import { Trainer } from '../training/trainer';
import { rest, type Pause } from '../work/pause';
import { ItoShift } from './itoShift';
import { refuseCloud } from './refuseCloud';
import { ReshuffledMean } from './reshuffledMean';
import { sgdTimes } from './sgdTimes';

/** What is expected of the runs of `sgdCloud`: along the path of gradient descent, with the kernel of the network there. */
export async function sgdTheory(
  request: SgdTheoryRequest,
  backend: Backend,
  pause: Pause,
  progress: (fraction: number) => Promise<void>,
): Promise<SgdTheory> {
  const problem = makeSetup(request.spec);
  const { spec, data, definition } = problem;
  const { n, y } = data;
  refuseCloud(problem);
  refuseTraining(backend, problem);
  const times = sgdTimes(spec, request.times);
  const initial = initialWeights(definition.parametrisation, spec.seed);
  const sizes = batchSizes(n, spec.batch);
  const trainer = await Trainer.create(backend, definition, data, { ...spec, optimizer: 'gd' }, { initial });
  const field = fieldOf(backend, problem, initial);
  const mean = new ReshuffledMean(field, parameterList(uploadState(backend, definition, initial)), y);
  const clouds = {
    epochs: new EpochCloud(n, sizes, spec.lr),
    independent: new IndependentCloud(n, spec.lr, batchVariance(n, spec.batch)),
    hdr: new IndependentCloud(n, spec.lr, 1 / spec.batch),
  };
  const shift = request.ito ? new ItoShift(trainer, y, spec) : null;
  const row = (size: number): Float64Array => new Float64Array(times.length * size).fill(NaN);
  const result = {
    descent: row(n),
    mean: row(n),
    covariance: { epochs: row(n * n), independent: row(n * n), hdr: row(n * n) },
    ito: shift && row(n),
  };
  let kernelAtStart: Float64Array | null = null;
  let steps = 0;
  try {
    for (const [k, t] of times.entries()) {
      for (const target = Math.round(t / spec.lr); steps < target && trainer.divergence === null; steps++) {
        const f = await trainer.trainOutputs();
        const kernel = (await downloadKernel(backend, trainer.kernel())).map(
          (v) => definition.lazyFactor * v,
        );
        kernelAtStart ??= kernel;
        const slope = f.map((value, i) => lossSlope(spec.loss, value, y[i]));
        const curvature = f.map((value, i) => lossCurvature(spec.loss, value, y[i]));
        const moment = { kernel, slope, curvature };
        shift?.step(moment, f);
        for (const cloud of Object.values(clouds)) cloud.step(moment);
        mean.step();
        await trainer.advanceTo((steps + 1) * spec.lr, pause);
        await rest(pause);
      }
      if (trainer.divergence !== null) break;
      result.descent.set(await trainer.trainOutputs(), k * n);
      result.mean.set(mean.outputs(), k * n);
      for (const [name, cloud] of Object.entries(clouds))
        result.covariance[name as keyof typeof clouds].set(cloud.covariance(), k * n * n);
      if (shift) result.ito?.set(shift.value, k * n);
      await progress((k + 1) / times.length);
    }
    kernelAtStart ??= (await downloadKernel(backend, trainer.kernel())).map((v) => definition.lazyFactor * v);
    return {
      n,
      y: y.slice(),
      kernel: kernelAtStart,
      stepsPerEpoch: sizes.length,
      times,
      ...result,
      divergedAt: trainer.divergence?.t ?? null,
    };
  } finally {
    mean.free();
    for (const t of [field.full.x, field.full.y, field.full.offset]) if (t !== null) backend.dispose(t);
    trainer.dispose();
  }
}

function fieldOf(
  backend: Backend,
  { data, definition, spec }: ReturnType<typeof makeSetup>,
  initial: ReturnType<typeof initialWeights>,
): GradientField {
  const x = backend.upload(data.x, data.n, data.d);
  const y = backend.upload(data.y, data.n, 1);
  const plain = new GradientField(backend, definition, spec, 0, { x, y, offset: null });
  if (!definition.centred) return plain;
  const start = uploadState(backend, definition, initial);
  const offset = plain.outputs(start, x);
  for (const t of parameterList(start)) backend.dispose(t);
  return new GradientField(backend, definition, spec, 0, { x, y, offset });
}

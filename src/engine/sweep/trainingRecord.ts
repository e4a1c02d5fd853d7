import { downloadKernel } from '../kernel/downloadKernel';
import type { Weights } from '../network/drawWeights';
import type { Setup } from '../predictors/setup';
import type { Pause } from '../work/pause';
import type { Backend } from '../tensor/backend';
import { meanLoss } from '../../theory/loss/pointLoss';
import { Trainer } from '../training/trainer';

/** What the network did at the recorded times it reached. */
export interface TrainingRecord {
  readonly times: readonly number[];
  /** Outputs at the training points, at the probe points, K_t without the lazy factor: one row per time. */
  readonly train: readonly Float64Array[];
  readonly probe: readonly Float64Array[];
  readonly kernels: readonly Float64Array[];
  readonly losses: readonly number[];
  /** θ at the last time. */
  readonly last: Weights;
  /** θ at the expansion point, and its time as reached. */
  readonly expansion: { readonly weights: Weights; readonly t: number };
  readonly divergedAt: number | null;
}

export interface RecordOptions {
  readonly kernels: boolean;
  readonly probe: boolean;
  readonly pause: Pause;
}

/** Trains the network of a problem through the times (ascending) and keeps what a sweep needs of it. */
export async function recordTraining(
  backend: Backend,
  problem: Setup,
  initial: Weights,
  times: Float64Array,
  { kernels, probe, pause }: RecordOptions,
): Promise<TrainingRecord> {
  const { definition, data, spec } = problem;
  const trainer = await Trainer.create(backend, definition, data, spec, { initial });
  const xProbe = probe && data.p > 0 ? backend.upload(data.xProbe, data.p, data.d) : null;
  const record = {
    times: [] as number[],
    train: [] as Float64Array[],
    probe: [] as Float64Array[],
    kernels: [] as Float64Array[],
    losses: [] as number[],
    divergedAt: null as number | null,
  };
  let expansion = { weights: initial, t: 0 };
  const t0 = Math.min(spec.expansion, spec.horizon);
  let expanded = t0 === 0;
  try {
    for (const t of times) {
      if (!expanded && t >= t0) {
        await trainer.advanceTo(t0, pause);
        expansion = { weights: await trainer.weights(), t: trainer.t };
        expanded = true;
      }
      await trainer.advanceTo(t, pause);
      if (trainer.divergence !== null) {
        record.divergedAt = trainer.divergence.t;
        break;
      }
      const f = await trainer.trainOutputs();
      record.times.push(t);
      record.train.push(f);
      record.losses.push(meanLoss(spec.loss, f, data.y));
      if (xProbe !== null) record.probe.push(await trainer.outputs(xProbe));
      if (kernels) record.kernels.push(await downloadKernel(backend, trainer.kernel()));
      const wait = pause();
      if (wait) await wait;
    }
    return { ...record, expansion, last: await trainer.weights() };
  } finally {
    if (xProbe !== null) backend.dispose(xProbe);
    trainer.dispose();
  }
}

import type { PredictorStatus, RunEvent } from '../../protocol/run';
import type { Predictor } from '../predictors/predictor';
import { FrameBuffer } from './frameBuffer';
import { KernelReader } from './kernelReader';
import type { Clock } from '../work/clock';
import { rest, type Pause } from '../work/pause';

export interface PredictorRun {
  readonly times: Float64Array;
  readonly y: Float64Array;
  readonly n: number;
  readonly lazyFactor: number;
  readonly emit: (event: RunEvent) => Promise<void>;
  readonly pause: Pause;
  readonly clock: Clock;
  /** Index of the first time to compute, and K₀ where it is not the first kernel; for a run that is resumed. */
  readonly from?: number;
  readonly initialKernel?: Float64Array | undefined;
  /** Called after every recorded time; `sent`: nothing up to it is held back. */
  readonly advanced: (index: number, sent: boolean) => Promise<void>;
}

/** A batch is sent when it is this old, in milliseconds: about one frame of the screen. */
const batchAge = 16;

/** The first batch goes out as soon as there is a curve to draw. */
const firstBatch = 1;

/** Leads one predictor through the recorded times, or to its divergence, and says what it cost. */
export async function runPredictor(predictor: Predictor, run: PredictorRun, spent = 0): Promise<void> {
  const { times, emit, clock } = run;
  const buffer = new FrameBuffer(predictor.name);
  const reader = new KernelReader(run.y, run.n, run.lazyFactor, run.initialKernel);
  let cost = spent;
  let sent = clock.now();
  let sentAny = false;
  for (let k = run.from ?? 0; k < times.length; k++) {
    if (times[k] < predictor.start) continue;
    const start = clock.now();
    await predictor.advance(times[k], run.pause);
    if (predictor.divergence !== null) break;
    const prediction = await predictor.predict();
    await rest(run.pause);
    const reading = reader.read(k, prediction);
    if (buffer.size === 0 && !sentAny && run.from === undefined)
      for (let before = 0; before < k; before++) buffer.pushUnknown(before, prediction, reading);
    buffer.push(k, prediction, reading);
    cost += clock.now() - start;
    if ((!sentAny && buffer.size >= firstBatch) || clock.now() - sent > batchAge) {
      await emit({ kind: 'frames', frames: buffer.take() });
      sentAny = true;
      sent = clock.now();
    }
    await run.advanced(k, buffer.size === 0);
    await rest(run.pause);
  }
  if (buffer.size > 0) await emit({ kind: 'frames', frames: buffer.take() });
  await emit({ kind: 'status', status: finalStatus(predictor, cost) });
}

function finalStatus(predictor: Predictor, milliseconds: number): PredictorStatus {
  const { name, divergence, assumptions } = predictor;
  return {
    predictor: name,
    state: divergence === null ? 'done' : 'diverged',
    milliseconds,
    divergedAt: divergence?.at ?? null,
    message: divergence?.message ?? null,
    assumptions,
  };
}

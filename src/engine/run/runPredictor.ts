import type { PredictorStatus, RunEvent } from '../../protocol/run';
import type { Prediction, Predictor } from '../predictors/predictor';
import { FrameBuffer } from './frameBuffer';
import { KernelReader } from './kernelReader';
import type { Pause } from './pause';

export interface RunClock {
  /** Milliseconds, ascending; only for costs and batches, never for results. */
  readonly now: () => number;
}

export interface PredictorRun {
  readonly times: Float64Array;
  readonly y: Float64Array;
  readonly n: number;
  readonly lazyFactor: number;
  readonly emit: (event: RunEvent) => Promise<void>;
  readonly pause: Pause;
  readonly clock: RunClock;
  /** Called after every recorded time. */
  readonly advanced: (index: number) => Promise<void>;
}

/** A batch is sent when it is this old, in milliseconds: about one frame of the screen. */
const batchAge = 16;

/** The first batch goes out as soon as there is a curve to draw. */
const firstBatch = 1;

/** Leads one predictor through the recorded times, or to its divergence, and says what it cost. */
export async function runPredictor(predictor: Predictor, run: PredictorRun, spent = 0): Promise<void> {
  const { times, emit, clock } = run;
  const buffer = new FrameBuffer(predictor.name);
  const reader = new KernelReader(run.y, run.n, run.lazyFactor);
  let cost = spent;
  let sent = clock.now();
  let sentAny = false;
  for (let k = 0; k < times.length; k++) {
    const start = clock.now();
    await predictor.advance(times[k], run.pause);
    if (predictor.divergence !== null) break;
    const prediction = await predictor.predict();
    buffer.push(k, prediction, reader.read(k, prediction));
    cost += clock.now() - start;
    await run.advanced(k);
    if ((!sentAny && buffer.size >= firstBatch) || clock.now() - sent > batchAge) {
      await emit({ kind: 'frames', frames: buffer.take() });
      sentAny = true;
      sent = clock.now();
    }
    const wait = run.pause();
    if (wait) await wait;
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

/** Numbers that are not finite mean that a prediction must not be drawn. */
export function isFinitePrediction({ train, probe, loss }: Prediction): boolean {
  return Number.isFinite(loss) && train.every(Number.isFinite) && probe.every(Number.isFinite);
}

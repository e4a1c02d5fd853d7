import { defaultSpec } from '../../src/protocol/fields';
import type { ExperimentSpec, PredictorName } from '../../src/protocol/experimentSpec';
import type { PredictorFrames, RunEvent, RunHeader } from '../../src/protocol/run';

export const times = Float64Array.of(0, 1, 2, 3, 4);

/** A run with one training point and two probe points. */
export function fakeHeader(spec: ExperimentSpec = defaultSpec): RunHeader {
  return {
    spec,
    engine: { backend: 'float64', adapter: 'fake', precision: 0, reason: 'a test' },
    x: Float64Array.of(1, 0),
    y: Float64Array.of(1),
    xProbe: Float64Array.of(1, 0, 0, 1),
    n: 1,
    d: 2,
    p: 2,
    axis: { kind: 'angle', probe: Float64Array.of(0, 1), train: Float64Array.of(0) },
    times,
    parameterCount: 1,
    alpha: 1,
    lazyFactor: 1,
    predictors: ['nn'],
  };
}

/** Frames first … first + count − 1 with f(x, t) = value(t) at every point. */
export function fakeFrames(
  predictor: PredictorName,
  first: number,
  count: number,
  value: (t: number) => number,
): PredictorFrames {
  const at = Array.from({ length: count }, (_, i) => value(times[first + i]));
  return {
    predictor,
    first,
    count,
    train: Float64Array.from(at),
    probe: Float64Array.from(at.flatMap((v) => [v, v])),
    loss: Float64Array.from(at),
  };
}

export function framesEvent(...args: Parameters<typeof fakeFrames>): RunEvent {
  return { kind: 'frames', frames: fakeFrames(...args) };
}

export function headerEvent(spec?: ExperimentSpec): RunEvent {
  return { kind: 'header', header: fakeHeader(spec) };
}

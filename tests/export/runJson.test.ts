import { describe, expect, it } from 'vitest';
import { runJson } from '../../src/export/runJson';
import type { ExperimentSpec } from '../../src/protocol/experimentSpec';
import type { PredictorFrames, RunHeader } from '../../src/protocol/run';

const header: RunHeader = {
  spec: { width: 4 } as ExperimentSpec,
  engine: { backend: 'float64', adapter: '', precision: 0, reason: '' },
  x: Float64Array.of(1, 0, 0, 1),
  y: Float64Array.of(1, -1),
  xProbe: Float64Array.of(1, 1),
  n: 2,
  d: 2,
  p: 1,
  axis: { kind: 'index', probe: Float64Array.of(0), train: Float64Array.of(0, 1) },
  times: Float64Array.of(0, 1, 2),
  parameterCount: 12,
  alpha: 2,
  lazyFactor: 1,
  lrLimit: null,
  predictors: ['nn'],
};

function frames(first: number, train: number[]): PredictorFrames {
  const count = train.length / 2;
  return {
    predictor: 'nn',
    first,
    count,
    train: Float64Array.from(train),
    probe: new Float64Array(count),
    loss: new Float64Array(count).fill(0.5),
  };
}

describe('runJson', () => {
  it('joins the frames into one row per time, in the shape the command line prints', () => {
    const recorded = { frames: [frames(0, [0, 0.1]), frames(1, [1, 2, NaN, Infinity])], status: null };
    const run = JSON.parse(runJson(header, new Map([['nn', recorded]])));
    expect(Object.keys(run)).toEqual(['spec', 'engine', 'x', 'y', 'xProbe', 'times', 'predictors']);
    expect(run.x).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(run.predictors.nn.train).toEqual([
      [0, 0.1],
      [1, 2],
      [null, null],
    ]);
    expect(run.predictors.nn.loss).toEqual([0.5, 0.5, 0.5]);
    expect(run.predictors.nn.kernel).toBeUndefined();
    expect(run.predictors.nn.divergedAt).toBeNull();
  });
});

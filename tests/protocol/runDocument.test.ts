import { describe, expect, it } from 'vitest';
import type { ExperimentSpec } from '../../src/protocol/experimentSpec';
import type { PredictorFrames, RunHeader } from '../../src/protocol/run';
import { runDocument } from '../../src/protocol/runDocument';

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

describe('runDocument', () => {
  it('joins the frames into one row per time; nothing known of a time is one null, an infinite number another', () => {
    const recorded = {
      frames: [frames(0, [0, 0.1]), frames(1, [NaN, NaN, 2, Infinity])],
      status: null,
    };
    const run = runDocument(header, new Map([['nn', recorded]]), true);
    expect(Object.keys(run)).toEqual(['spec', 'engine', 'x', 'y', 'xProbe', 'times', 'predictors']);
    expect(run.x).toEqual([
      [1, 0],
      [0, 1],
    ]);
    const { nn } = run.predictors;
    expect(nn.train).toEqual([[0, 0.1], null, [2, null]]);
    expect(nn.loss).toEqual([0.5, 0.5, 0.5]);
    expect(nn.kernel).toBeUndefined();
    expect(nn.divergedAt).toBeNull();
    expect(JSON.parse(JSON.stringify(run))).toEqual({ ...run, predictors: { nn: { ...nn } } });
  });

  it('has null rows to the end for a predictor that stopped, and says why one was refused', () => {
    const stopped = { predictor: 'nn', milliseconds: 1, assumptions: [] } as const;
    const status = { ...stopped, state: 'diverged', divergedAt: 0.5, message: 'too fast' } as const;
    const { nn } = runDocument(
      header,
      new Map([['nn', { frames: [frames(0, [1, 2])], status }]]),
      false,
    ).predictors;
    expect(nn).toEqual({
      train: [[1, 2], null, null],
      probe: [[0], null, null],
      loss: [0.5, null, null],
      divergedAt: 0.5,
    });
    const refused = { ...stopped, state: 'refused', divergedAt: null, message: 'too large' } as const;
    expect(
      runDocument(header, new Map([['nn', { frames: [], status: refused }]]), false).predictors.nn,
    ).toEqual({
      train: [null, null, null],
      probe: [null, null, null],
      loss: [null, null, null],
      divergedAt: null,
      refused: 'too large',
    });
  });
});

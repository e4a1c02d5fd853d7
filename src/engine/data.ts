import type { ExperimentSpec } from '../protocol/experimentSpec';
import type { Data } from '../theory/data/makeData';
import { makeData } from '../theory/data/makeData';

/** The data of a legal spec; with the logistic loss every target is ±1. */
export function experimentData(spec: ExperimentSpec): Data {
  return makeData({
    dataset: spec.dataset,
    n: spec.n,
    d: spec.d,
    target: spec.target,
    noise: spec.noise,
    seed: spec.dataSeed,
    labels: spec.loss === 'logistic' ? 'sign' : 'real',
    points: spec.points,
  });
}

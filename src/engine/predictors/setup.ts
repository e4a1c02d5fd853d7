import { effectiveSpec } from '../../protocol/effectiveSpec';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import type { Data } from '../../theory/data/makeData';
import { resolveAlpha } from '../../theory/network/parametrisation';
import { experimentData } from '../data';
import { networkDefinition, type NetworkDefinition } from '../network/networkDefinition';

/** What every predictor of one run shares: the spec, its data, its network. Fields without effect are at their defaults. */
export interface Setup {
  readonly spec: ExperimentSpec;
  readonly data: Data;
  readonly definition: NetworkDefinition;
  readonly alpha: number;
  /** Training inputs, then probe inputs: [N, d], N = n + p. */
  readonly xAll: Float64Array;
  readonly N: number;
}

export function makeSetup(given: ExperimentSpec): Setup {
  const spec = effectiveSpec(given);
  const data = experimentData(spec);
  const xAll = new Float64Array(data.x.length + data.xProbe.length);
  xAll.set(data.x);
  xAll.set(data.xProbe, data.x.length);
  return {
    spec,
    data,
    definition: networkDefinition(spec, data.d),
    alpha: resolveAlpha(spec.alpha, spec.width),
    xAll,
    N: data.n + data.p,
  };
}

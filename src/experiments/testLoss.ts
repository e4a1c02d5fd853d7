import { makeData } from '../theory/data/makeData';
import { meanLoss } from '../theory/loss/pointLoss';
import type { RunNumbers } from './runNumbers';

/** Mean loss over the probe points at a frame; null where the target is not known there. */
export function testLoss(
  { header: { spec, p } }: RunNumbers,
  frame: number,
): ((probe: Float64Array) => number) | null {
  const data = makeData({
    dataset: spec.dataset,
    n: spec.n,
    d: spec.d,
    target: spec.target,
    noise: spec.noise,
    seed: spec.dataSeed,
    labels: spec.loss === 'logistic' ? 'sign' : 'real',
    points: spec.points,
  });
  const targets = data.yProbe;
  return targets && ((probe) => meanLoss(spec.loss, probe.subarray(frame * p, (frame + 1) * p), targets));
}

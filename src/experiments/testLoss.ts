import { meanLoss } from '../theory/loss/pointLoss';
import type { RunNumbers } from './runNumbers';
import { probeTargets } from './testAccuracy';

/** Mean loss over the probe points at a frame; null where the target is not known there. */
export function testLoss(run: RunNumbers, frame: number): ((probe: Float64Array) => number) | null {
  const { spec, p } = run.header;
  const targets = probeTargets(run);
  return targets && ((probe) => meanLoss(spec.loss, probe.subarray(frame * p, (frame + 1) * p), targets));
}

import { valueAt } from '../../plots/valueAt';
import { kernelMeasureNames } from '../../protocol/run';
import type { Run } from '../../state/runState';
import { column } from './predictorCurves';

/** ‖K_t − K_0‖_F/‖K_0‖_F of the network at t, linear between records; null where it is not known. */
export function driftAt(run: Run, t: number): number | null {
  const nn = run.series.nn;
  if (!nn?.measures || nn.count === 0) return null;
  return valueAt(run.header.times, column(nn.measures, kernelMeasureNames.length, 0, nn.count), t);
}

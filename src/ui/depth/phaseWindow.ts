import type { PhaseRequest } from '../../protocol/depth';
import type { LabSettings } from '../../protocol/labFields';

/** Narrowest window of the diagram. */
const narrowest = 0.1;

/** The window of the phase diagram from its settings; a right edge that is not right of the left one is moved there. */
export function phaseWindow({
  wFrom,
  wTo,
  bTo,
}: Pick<LabSettings['depth'], 'wFrom' | 'wTo' | 'bTo'>): Pick<PhaseRequest, 'sigmaW' | 'sigmaB'> {
  return { sigmaW: [wFrom, Math.max(wTo, wFrom + narrowest)], sigmaB: [0, bTo] };
}

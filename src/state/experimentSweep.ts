/** Opens an experiment's sweep: its spec becomes the present one, its axes and quantities the draft. */
import type { Experiment } from '../experiments/experiment';
import { fieldsThatAffect, partOf } from '../protocol/sameRun';
import { formatAxes } from '../protocol/sweepAxes';
import { experimentHistory, experimentStore } from './experimentStore';

export function chooseExperimentSweep({ spec, sweep }: Experiment): void {
  if (!sweep) return;
  const kept = partOf(experimentStore.getState().spec, fieldsThatAffect('machine', 'view'));
  const axes = formatAxes(sweep.axes.map(({ field, values }) => ({ field, text: values.join(',') })));
  experimentHistory.edit({ ...spec, ...sweep.base, ...kept, tab: 'sweep' }, null, {
    sweep: { axes, out: sweep.outputs },
  });
}

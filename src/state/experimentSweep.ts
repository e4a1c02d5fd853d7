/** Opens an experiment's sweep: its spec becomes the present one, its axes and quantities the draft. */
import type { Experiment } from '../experiments/experiment';
import { fieldsThatAffect, partOf } from '../protocol/sameRun';
import { experimentHistory, experimentStore } from './experimentStore';
import { sweepStore } from './sweepStore';

export function chooseExperimentSweep({ spec, sweep }: Experiment): void {
  if (!sweep) return;
  const kept = partOf(experimentStore.getState().spec, fieldsThatAffect('machine', 'view'));
  experimentHistory.edit({ ...spec, ...sweep.base, ...kept, tab: 'sweep' });
  sweepStore.setState({
    axes: sweep.axes.map(({ field, values }) => ({ field, text: values.join(',') })),
    outputs: sweep.outputs,
  });
}

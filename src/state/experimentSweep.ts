/** Opens an experiment's sweep: its spec becomes the present one, its axes and quantities the draft. */
import type { Experiment } from '../experiments/experiment';
import { experimentHistory, experimentStore } from './experimentStore';
import { sweepStore } from './sweepStore';

export function chooseExperimentSweep({ spec, sweep }: Experiment): void {
  if (!sweep) return;
  const { theme, embed, precision } = experimentStore.getState().spec;
  experimentHistory.edit({ ...spec, ...sweep.base, theme, embed, precision, tab: 'sweep' });
  sweepStore.setState({
    axes: sweep.axes.map(({ field, values }) => ({ field, text: values.join(',') })),
    outputs: sweep.outputs,
  });
}

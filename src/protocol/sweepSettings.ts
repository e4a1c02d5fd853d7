import { defaultSweep } from './defaultSweep';
import type { LabList, LabText } from './labFields';
import { sweepOutputs, type SweepOutput } from './sweep';
import { axesRule } from './sweepAxes';

/** What the sweep lab repeats and asks for; the experiment it repeats is the present one. */
export const sweepSettings = {
  axes: {
    kind: 'text',
    default: 'width=32:512:x2;seed=0:7',
    label: 'Axes',
    help: 'The fields that are swept and their values.',
    broken: axesRule,
  } as LabText,
  out: {
    kind: 'list',
    default: defaultSweep.outputs,
    options: sweepOutputs,
    label: 'Quantities',
    help: 'What is computed for every run.',
  } as LabList<SweepOutput>,
} as const;

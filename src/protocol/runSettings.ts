import type { LabChoice } from './labFields';
import { kernelMeasureNames, type KernelMeasureName } from './run';
import { axesOf, timePlots } from './switchedAxes';

/** What the lab of one run lets its reader choose for its plots. */
export const runSettings = {
  drift: {
    kind: 'choice',
    default: 'relativeFrobenius',
    options: kernelMeasureNames,
    optionLabels: {
      relativeFrobenius: 'relative Frobenius norm',
      maxEntry: 'largest entry',
      inflation: 'inflation of the trace',
      kernelDistance: 'kernel distance',
      targetAlignment: 'target alignment',
    },
    label: 'Drift measure',
    help: 'How the motion of the kernel is measured.',
  } satisfies LabChoice<KernelMeasureName>,
  axes: axesOf(timePlots.lab),
} as const;

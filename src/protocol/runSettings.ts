import type { LabChoice, LabText } from './labFields';
import { kernelMeasureNames, type KernelMeasureName } from './run';
import type { BatchDraw } from './sgd';
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
  batches: {
    kind: 'choice',
    default: 'epochs',
    options: ['epochs', 'independent'],
    optionLabels: { epochs: 'share out each epoch', independent: 'are drawn independently' },
    label: 'Batches',
    help: 'Whether the batches of an epoch share out the points, as the optimizer does, or every batch is drawn anew.',
  } satisfies LabChoice<BatchDraw>,
  cloudX: cloudAxis('mode1', 'Cloud, across'),
  cloudY: cloudAxis('mode2', 'Cloud, up'),
  axes: axesOf(timePlots.lab),
} as const;

function cloudAxis(fallback: string, label: string): LabText {
  return {
    kind: 'text',
    default: fallback,
    label,
    help: 'A coordinate of the outputs: along a principal component of the kernel (mode1, mode2) or at a training point (f1, f2, …).',
    broken: (text) => (/^(mode[1-9]\d?|f[1-9]\d?)$/.test(text) ? null : 'mode1, mode2, … or f1, f2, …'),
  };
}

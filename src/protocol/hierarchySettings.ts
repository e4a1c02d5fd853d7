import type { LabChoice, LabList, LabNumber } from './labFields';
import { axesOf, timePlots } from './switchedAxes';

export const truncationMeasures = ['outputs', 'kernel'] as const;
export type TruncationMeasure = (typeof truncationMeasures)[number];

/** What the hierarchy lab lets its reader choose for its plots. */
export const hierarchySettings = {
  measure: {
    kind: 'choice',
    default: 'outputs',
    options: truncationMeasures,
    optionLabels: {
      outputs: 'RMS error of the outputs at the probe points',
      kernel: 'error of the predicted kernel',
    },
    label: 'Truncation error',
    help: 'How the error of a truncation is measured.',
  } as LabChoice<TruncationMeasure>,
  tolerance: {
    kind: 'number',
    default: 0.01,
    min: 1e-4,
    max: 1,
    scale: 'log',
    step: 1.25,
    symbol: null,
    unit: '',
    label: 'Tolerance',
    help: 'Error, relative to the network’s largest RMS output, up to which a truncation is trusted.',
  } as LabNumber,
  order: {
    kind: 'integer',
    default: 3,
    min: 2,
    max: 5,
    scale: 'linear',
    step: 1,
    symbol: { tex: 'r', plain: 'r' },
    unit: '',
    label: 'Order',
    help: 'Order r of the kernel whose entries are counted.',
  } as LabNumber,
  halvings: {
    kind: 'integer',
    default: 1,
    min: 0,
    max: 8,
    scale: 'linear',
    step: 1,
    symbol: null,
    unit: '',
    label: 'Halvings',
    help: 'How often the largest step is halved before it is drawn.',
  } as LabNumber,
  without: {
    kind: 'list',
    default: [],
    // A finite network has at most 100 hidden layers, and the output layer.
    options: Array.from({ length: 101 }, (_, l) => String(l + 1)),
    label: 'Layers left out',
    help: 'Layers ℓ = 1 … H + 1 whose summands are left out of the kernel and of its rate.',
  } as LabList,
  axes: axesOf(timePlots.hierarchy),
} as const;

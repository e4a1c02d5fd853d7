import type { LabChoice, LabNumber, LabSwitch } from './labFields';
import { axesOf, timePlots } from './switchedAxes';

export const phaseColours = ['chi', 'q', 'phase'] as const;
export type PhaseColour = (typeof phaseColours)[number];

const scale = {
  kind: 'number',
  min: 0,
  max: 10,
  scale: 'linear',
  step: 0.05,
  unit: '',
} as const;

/** The window of the phase diagram, and the pair of inputs that is followed through the layers. */
export const depthSettings = {
  wFrom: {
    ...scale,
    default: 0.5,
    label: 'σ_w from',
    help: 'Left edge of the phase diagram.',
    symbol: { tex: '\\sigma_w', plain: 'σ_w' },
  } as LabNumber,
  wTo: {
    ...scale,
    default: 3,
    label: 'σ_w to',
    help: 'Right edge of the phase diagram.',
    symbol: { tex: '\\sigma_w', plain: 'σ_w' },
  } as LabNumber,
  bTo: {
    ...scale,
    default: 1,
    min: 0.05,
    label: 'σ_b to',
    help: 'Upper edge of the phase diagram; the lower one is 0.',
    symbol: { tex: '\\sigma_b', plain: 'σ_b' },
  } as LabNumber,
  show: {
    kind: 'choice',
    default: 'chi',
    options: phaseColours,
    optionLabels: { chi: 'log₁₀ χ', q: 'log₁₀ q', phase: 'Phase' },
    label: 'Colour',
    help: 'What the colour of the phase diagram shows.',
  } as LabChoice<PhaseColour>,
  layers: {
    kind: 'number',
    default: 1000,
    min: 10,
    max: 10_000,
    scale: 'log',
    step: 1.1,
    unit: 'layers',
    label: 'Layers',
    help: 'Depth L to which correlations and kernels are followed.',
    symbol: { tex: 'L', plain: 'L' },
  } as LabNumber,
  c0: {
    kind: 'number',
    default: 0.3,
    min: -0.99,
    max: 0.999,
    scale: 'linear',
    step: 0.01,
    unit: '',
    label: 'Initial correlation',
    help: 'Correlation of the two inputs in layer 1.',
    symbol: { tex: 'c_0', plain: 'c_0' },
  } as LabNumber,
  distance: {
    kind: 'boolean',
    default: true,
    label: 'Distance from the limit',
    help: 'Average kernels are drawn as their distance from their limit, not as they are.',
  } as LabSwitch,
  axes: axesOf(timePlots.depth),
  networks: {
    kind: 'integer',
    default: 64,
    min: 4,
    max: 1000,
    scale: 'log2',
    step: 2,
    unit: 'networks',
    label: 'Networks S',
    help: 'Initialisations that are drawn: the seed of the network and those after it.',
    symbol: { tex: 'S', plain: 'S' },
  } as LabNumber,
  deepest: {
    kind: 'integer',
    default: 32,
    min: 8,
    // The deepest network that has finite width anywhere here.
    max: 100,
    scale: 'log',
    step: 1.1,
    unit: 'hidden layers',
    label: 'Deepest network H',
    help: 'Hidden layers of the deepest network of finite width; seven shallower ones are evenly spaced below it.',
    symbol: { tex: 'H', plain: 'H' },
  } as LabNumber,
} as const;

/** Depths of finite networks, evenly spaced. */
const depthCount = 8;

export function finiteDepths(deepest: number): number[] {
  return Array.from({ length: depthCount }, (_, k) => Math.round((deepest * (k + 1)) / depthCount));
}

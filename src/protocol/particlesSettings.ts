import type { LabChoice, LabNumber, LabSwitch } from './labFields';
import { axesOf, timePlots } from './switchedAxes';
import { planes, type Plane } from './meanField';

/** What the lab of the mean field draws; the experiment is the present one. */
export const particlesSettings = {
  count: {
    kind: 'integer',
    default: 4096,
    min: 64,
    // A quarter of a megabyte a moment; more dots than that cover one another.
    max: 16384,
    scale: 'log2',
    step: 2,
    symbol: { tex: 'M', plain: 'M' },
    unit: 'particles',
    label: 'Particles',
    help: 'Quasi-random particles (u, θ) that are drawn; they move in an f of their own.',
  } as LabNumber,
  plane: {
    kind: 'choice',
    default: 'motion',
    options: planes,
    optionLabels: { motion: 'Axes of motion', coordinates: 'Two coordinates', output: 'θ against u' },
    label: 'Plane',
    help: 'Where the particles are seen: θ itself for d = 2, else along the two axes in which neurons move most; two coordinates of θ; or one of them against u.',
  } as LabChoice<Plane>,
  first: {
    kind: 'integer',
    default: 1,
    min: 1,
    max: 64,
    scale: 'linear',
    step: 1,
    symbol: null,
    unit: '',
    label: 'First coordinate',
    help: 'The coordinate of θ on the horizontal axis, counted from 1.',
  } as LabNumber,
  second: {
    kind: 'integer',
    default: 2,
    min: 1,
    max: 64,
    scale: 'linear',
    step: 1,
    symbol: null,
    unit: '',
    label: 'Second coordinate',
    help: 'The coordinate of θ on the vertical axis, counted from 1.',
  } as LabNumber,
  trails: {
    kind: 'boolean',
    default: true,
    label: 'Trails',
    help: 'Particles leave a fading trail while the run plays.',
  } as LabSwitch,
  contours: {
    kind: 'boolean',
    default: true,
    label: 'Density lines',
    help: 'Level lines of the particles’ density.',
  } as LabSwitch,
  grid: {
    kind: 'integer',
    default: 64,
    min: 16,
    // 256² cells take about 2 ms a step; the error by refinement is small long before.
    max: 256,
    scale: 'log2',
    step: 2,
    symbol: null,
    unit: 'cells',
    label: 'Grid',
    help: 'Cells along each axis for the PDE of the density; eight times as many where θ has one dimension.',
  } as LabNumber,
  axes: axesOf(timePlots.particles),
} as const;

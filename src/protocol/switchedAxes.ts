/** Axes that the reader has turned from logarithmic to linear or back: in the link as `lab.axes=loss.t,drift.y`. */
import type { LabList } from './labFields';

/** Time plots by lab, under the names that the link gives them. */
export const timePlots = {
  lab: ['error', 'loss', 'drift', 'spectrum', 'motion', 'sharpness', 'spread'],
  hierarchy: ['truncation', 'horizon'],
  depth: ['correlation'],
  particles: ['dissipation', 'rest'],
} as const;

type LabWithAxes = keyof typeof timePlots;

/** "lab.loss" */
export type PlotAxes = { [T in LabWithAxes]: `${T}.${(typeof timePlots)[T][number]}` }[LabWithAxes];

export type Axis = 't' | 'y';

export function axesOf<T extends string>(plots: readonly T[]): LabList<`${T}.${Axis}`> {
  return {
    kind: 'list',
    default: [],
    options: plots.flatMap((plot) => [`${plot}.t` as const, `${plot}.y` as const]),
    label: 'Switched axes',
    help: 'Axes drawn on the other scale than at first, logarithmic for linear or linear for logarithmic: t is time, y the vertical axis.',
  };
}

/** The lab of a plot, the axis under its name there, and the list with that axis put in or taken out. */
export function switchAxis(
  plot: PlotAxes,
  axis: Axis,
  lists: Readonly<Record<LabWithAxes, readonly string[]>>,
): { readonly lab: LabWithAxes; readonly switched: boolean; readonly next: readonly string[] } {
  const [lab, name] = plot.split('.') as [LabWithAxes, string];
  const key = `${name}.${axis}`;
  const switched = lists[lab].includes(key);
  return { lab, switched, next: switched ? lists[lab].filter((one) => one !== key) : [...lists[lab], key] };
}

import type { RunHeader } from './run';

/** Own points without probe rows, where no axis can be drawn: errors are then measured on the training points themselves. */
export function probesAreTraining({ axis, x, xProbe }: Pick<RunHeader, 'axis' | 'x' | 'xProbe'>): boolean {
  return axis.kind === 'index' && x.length === xProbe.length && x.every((value, i) => value === xProbe[i]);
}

import { predictors, type PredictorName } from '../predictors';
import { networkEnd, type SweepQuantity } from './quantity';

/** "theory.ntk": the error of a theory in rows. */
export function theoryError(name: PredictorName): string {
  return `theory.${name}`;
}

/** When a theory left its validity, in rows; the truncations of the hierarchy are named by p. */
export function theoryEnd(name: PredictorName): string {
  const { order } = predictors[name];
  return order === null ? `diverged.${name}` : `diverged.p${order}`;
}

/** max_t RMS(f_theory − f)/max_t RMS(f) over the probe points, t up to the horizon: one for each theory. */
export function theoryErrors(names: readonly PredictorName[]): SweepQuantity[] {
  return names.map((name) => {
    const label = `${predictors[name].label}, error`;
    return {
      name: theoryError(name),
      label,
      heading: label,
      panel: { title: 'Error of each theory', axis: 'largest RMS error / largest RMS output', unit: '' },
      guide: null,
      hue: name,
      endedBy: [networkEnd, theoryEnd(name)],
    };
  });
}

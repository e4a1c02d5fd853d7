/** How each predictor is drawn, everywhere: hue and dash both tell it apart, so that grey-scale print loses nothing. */
import { predictors, type PredictorName, type PredictorRecord } from '../protocol/predictors';

export type PredictorStyle = Pick<PredictorRecord, 'label' | 'token' | 'dash' | 'width'>;

export const predictorStyle: Readonly<Record<PredictorName, PredictorStyle>> = predictors;

/** A predictor's hue, or a place 0…1 on the ordered ramp kept for things that are not predictors (layers, indices, measures). */
export type SeriesHue = PredictorName | number;

/** Dashes for series on the ramp, by their order. */
const rampDashes = [null, '6 3', '2 3', '8 3 2 3', '12 4', '4 2 1 2'] as const;

export interface Stroke {
  readonly dash: string | null;
  readonly width: number;
}

/** Stroke of the `index`-th series; a predictor's own where it is one. */
export function seriesStroke(hue: SeriesHue, index: number): Stroke {
  if (typeof hue !== 'number') return predictorStyle[hue];
  return { dash: rampDashes[index % rampDashes.length], width: 1.75 };
}

/** Gives an element its hue: marks inside use `var(--hue)`, text `var(--hue-text)` (plots.css). */
export function applyHue(element: SVGElement | HTMLElement, hue: SeriesHue): void {
  const name = typeof hue === 'number' ? 'ramp' : hue;
  const wanted = `hue-${name}`;
  for (const present of [...element.classList])
    if (present.startsWith('hue-') && present !== wanted) element.classList.remove(present);
  element.classList.add('hued', wanted);
  if (typeof hue === 'number') element.style.setProperty('--at', `${Math.round(hue * 100)}%`);
  else element.style.removeProperty('--at');
}

/** Hue, dash and width together, on a line. */
export function applyStroke(element: SVGElement, hue: SeriesHue, index: number): void {
  applyHue(element, hue);
  const stroke = seriesStroke(hue, index);
  element.setAttribute('stroke-width', String(stroke.width));
  if (stroke.dash === null) element.removeAttribute('stroke-dasharray');
  else element.setAttribute('stroke-dasharray', stroke.dash);
}

/** The small panel of values at the pointer: a heading, then one row per series, with the series' own swatch. */
import { join } from './join';
import { setMathHtml } from '../mathText';
import { applyStroke, type SeriesHue } from '../predictorStyle';
import { htmlElement, svgElement } from './svgElement';

export interface ReadoutRow {
  readonly key: string;
  readonly label: string;
  readonly hue: SeriesHue;
  /** Order among its siblings, for dashes on the ramp. */
  readonly index: number;
  readonly value: string;
}

export interface PlotReadout {
  /** `x`, `y`: the point it belongs to, px in the root; it stands beside it, inside `width` × `height`. */
  show(head: string, rows: readonly ReadoutRow[], x: number, y: number, width: number, height: number): void;
  hide(): void;
}

/** Below this width a row is a swatch and a value; the chips name the hues. */
const labelledFrom = 380;

export function createPlotReadout(root: HTMLElement): PlotReadout {
  const panel = htmlElement('div', 'plot-readout', root);
  panel.hidden = true;
  panel.setAttribute('aria-hidden', 'true');
  const head = htmlElement('div', 'plot-readout-head', panel);
  const list = htmlElement('div', 'plot-readout-rows', panel);
  return {
    show(heading, rows, x, y, width, height) {
      setMathHtml(head, heading);
      join(
        list,
        rows,
        (row) => row.key,
        () => {
          const item = htmlElement('div', 'plot-readout-row');
          const swatch = svgElement('svg', { width: 18, height: 8 }, item);
          svgElement('line', { class: 'plot-line', x2: 18, y1: 4, y2: 4 }, swatch);
          htmlElement('span', '', item);
          htmlElement('span', 'plot-number', item);
          return item;
        },
        (item, row) => {
          applyStroke(item.querySelector('line') as SVGElement, row.hue, row.index);
          const [label, value] = item.querySelectorAll('span');
          setMathHtml(label, row.label);
          label.hidden = width < labelledFrom && typeof row.hue !== 'number';
          setMathHtml(value, row.value);
        },
      );
      panel.hidden = false;
      const left = x + 12 + panel.offsetWidth <= width ? x + 12 : Math.max(0, x - 12 - panel.offsetWidth);
      const top = Math.max(0, Math.min(y, height - panel.offsetHeight));
      panel.style.transform = `translate(${Math.round(left)}px,${Math.round(top)}px)`;
    },
    hide() {
      panel.hidden = true;
    },
  };
}

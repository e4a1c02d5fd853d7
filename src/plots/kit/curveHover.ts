/** What every curve says at one place of the horizontal axis: a line, a dot on each curve, and the read-out beside them. */
import { formatNumber } from '../formatNumber';
import type { PlotSize } from '../plot';
import { applyHue, type SeriesHue } from '../predictorStyle';
import type { Chart } from './chart';
import { join } from './join';
import type { PlotFrame } from './plotFrame';
import { createPlotReadout } from './readout';
import { setAttributes, svgElement } from './svgElement';

export interface HoverValue {
  readonly key: string;
  readonly label: string;
  readonly hue: SeriesHue;
  /** Null where the curve has no value. */
  readonly value: number | null;
  /** What the read-out says; the value's own number unless given. */
  readonly text?: string;
}

export interface CurveHover {
  /** `place`: on the horizontal axis, in its own unit. */
  show(head: string, place: number, values: readonly HoverValue[], chart: Chart, size: PlotSize): void;
  hide(): void;
}

export function createCurveHover(frame: PlotFrame): CurveHover {
  const group = svgElement('g', { 'data-export': 'omit', visibility: 'hidden' }, frame.over);
  const line = svgElement('line', { class: 'plot-hover', y1: 0 }, group);
  const dots = svgElement('g', {}, group);
  const readout = createPlotReadout(frame.root);
  return {
    show(head, place, values, { x, y, inner }, size) {
      const at = Math.min(inner.width, Math.max(0, x.position(place)));
      group.setAttribute('visibility', 'visible');
      setAttributes(line, { x1: at, x2: at, y2: inner.height });
      const inside = ({ value }: HoverValue): boolean => {
        if (value === null) return false;
        const height = y.position(value);
        return height >= -1 && height <= inner.height + 1;
      };
      join(
        dots,
        values.filter(inside),
        (one) => one.key,
        () => svgElement('circle', { class: 'plot-dot', r: 3.5 }),
        (dot, { hue, value }) => {
          applyHue(dot, hue);
          setAttributes(dot, { cx: at, cy: y.position(value ?? 0) });
        },
      );
      readout.show(
        head,
        values.map(({ key, label, hue, value, text }, index) => ({
          key,
          label,
          hue,
          index,
          value: text ?? (value === null ? '–' : formatNumber(value)),
        })),
        inner.left + at,
        inner.top,
        size.width,
        size.height,
      );
    },
    hide() {
      group.setAttribute('visibility', 'hidden');
      readout.hide();
    },
  };
}

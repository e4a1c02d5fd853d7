/** Guide lines with the slopes that a theorem states, on log–log axes, each named at its right end. */
import type { Chart } from './kit/chart';
import { join } from './kit/join';
import type { PlotFrame } from './kit/plotFrame';
import { setAttributes, svgElement } from './kit/svgElement';
import { setMathText, textWidth } from './mathText';

export interface SlopeGuide {
  readonly key: string;
  /** e.g. "m⁻¹". */
  readonly label: string;
  readonly slope: number;
}

export interface SlopeGuides {
  /** Guides fan out from a point (x, y), moved up a little so that they do not cover it; none without one. */
  draw(guides: readonly SlopeGuide[], from: readonly [number, number] | null, chart: Chart): void;
}

const [raisedBy, lineHeight] = [8, 14];

/** Room to the right of a plot that the guides' names need, px. */
export function guideMargin(guides: readonly SlopeGuide[]): number {
  return Math.max(0, ...guides.map((guide) => textWidth(guide.label) + 8));
}

export function createSlopeGuides(frame: PlotFrame): SlopeGuides {
  const lines = svgElement('g', {}, frame.marks);
  const labels = svgElement('g', { 'text-anchor': 'start' }, frame.over);
  return {
    draw(guides, from, { x, y, inner }) {
      const end = x.domain[1];
      const placed = (from === null ? [] : guides).map((guide) => {
        const [startX, startY] = from ?? [1, 1];
        const y1 = y.position(startY) - raisedBy;
        const y2 = y.position(startY * (end / startX) ** guide.slope) - raisedBy;
        return { guide, x1: x.position(startX), y1, x2: inner.width, y2 };
      });
      join(
        lines,
        placed,
        ({ guide }) => guide.key,
        () => svgElement('line', { class: 'plot-guide' }),
        (line, { x1, y1, x2, y2 }) => setAttributes(line, { x1, y1, x2, y2 }),
      );
      let last = -Infinity;
      const named = placed
        .filter(({ y2 }) => y2 > -4 && y2 < inner.height + 4)
        .sort((a, b) => a.y2 - b.y2)
        .map((one) => ({ ...one, at: (last = Math.max(one.y2, last + lineHeight)) }));
      join(
        labels,
        named,
        ({ guide }) => guide.key,
        () => svgElement('text'),
        (text, { guide, at }) => {
          setAttributes(text, { x: inner.width + 5, y: at + 4 });
          setMathText(text, guide.label);
        },
      );
    },
  };
}

/** Levels and places that a theory states, as named dashed lines across a plot. */
import { setMathText, textWidth } from '../mathText';
import type { Chart } from './chart';
import { join } from './join';
import type { PlotFrame } from './plotFrame';
import { setAttributes, svgElement } from './svgElement';

export type Guide =
  | { readonly key: string; readonly label: string; readonly y: number }
  | { readonly key: string; readonly label: string; readonly x: number };

export interface Guides {
  draw(guides: readonly Guide[], chart: Chart): void;
}

export function createGuides(frame: PlotFrame): Guides {
  const group = svgElement('g', {}, frame.marks);
  return {
    draw(guides, { x, y, inner }) {
      const visible = (guide: Guide): boolean => {
        const at = 'y' in guide ? y.position(guide.y) : x.position(guide.x);
        return at >= -1 && at <= ('y' in guide ? inner.height : inner.width) + 1;
      };
      join(
        group,
        guides.filter(visible),
        (guide) => guide.key,
        () => {
          const item = svgElement('g');
          svgElement('line', { class: 'plot-guide' }, item);
          svgElement('text', { class: 'plot-halo' }, item);
          return item;
        },
        (item, guide) => {
          const [line, text] = item.children;
          const width = textWidth(guide.label);
          if ('y' in guide) {
            const at = y.position(guide.y);
            setAttributes(line, { x1: 0, x2: inner.width, y1: at, y2: at });
            setAttributes(text, { x: Math.max(0, inner.width - width - 2), y: at < 16 ? at + 13 : at - 4 });
          } else {
            const at = x.position(guide.x);
            setAttributes(line, { x1: at, x2: at, y1: 0, y2: inner.height });
            setAttributes(text, {
              x: at + width + 6 > inner.width ? Math.max(0, at - width - 4) : at + 4,
              y: 12,
            });
          }
          setMathText(text as SVGTextElement, guide.label);
        },
      );
    },
  };
}

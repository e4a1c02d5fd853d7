/** What colours mean in a field map: a scale with limits, or named classes. */
import { schemeTableau10 } from 'd3-scale-chromatic';
import { scaleColour, type CellColour } from './kit/cellImage';
import { drawColourBar } from './kit/colourBar';
import { readColourScale, sharedLimits, type ColourLimits } from './kit/colourScale';
import { join } from './kit/join';
import { placeLegend } from './kit/legend';
import { setAttributes, svgElement } from './kit/svgElement';
import { setMathText, textWidth } from './mathText';

export type FieldColour =
  | {
      readonly kind: 'sequential' | 'diverging';
      /** From the values unless given: from 0, or symmetric about 0. */
      readonly limits?: ColourLimits;
    }
  | {
      readonly kind: 'categorical';
      /** Names of the classes; values are their indices. */
      readonly classes: readonly string[];
    };

export interface FieldPaint {
  readonly colour: CellColour;
  /** Draws the legend, right-aligned, in this width. */
  legend(bar: SVGGElement, classes: SVGGElement, width: number, reserved: number): void;
}

const [barWidth, swatch] = [220, 12];

export function fieldPaint(root: Element, given: FieldColour, values: ArrayLike<number>): FieldPaint {
  if (given.kind === 'categorical') {
    const { classes } = given;
    const colours = classes.map((_, i) => schemeTableau10[i % schemeTableau10.length]);
    // Each is #rrggbb.
    const bytes = Uint8ClampedArray.from(
      colours.flatMap((colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))),
    );
    return {
      colour: { bytes, index: (value) => (value >= 0 && value < classes.length ? Math.floor(value) : -1) },
      legend(bar, group, width, reserved) {
        bar.setAttribute('visibility', 'hidden');
        const { placed } = placeLegend(classes, width, reserved);
        join(
          group,
          classes,
          (name) => name,
          () => {
            const item = svgElement('g', { class: 'plot-legend-entry' });
            svgElement('rect', { y: 2, width: swatch, height: swatch, rx: 2 }, item);
            svgElement('text', { x: swatch + 6, y: 12 }, item);
            return item;
          },
          (item, name, i) => {
            setAttributes(item, { transform: `translate(${Math.round(placed[i].x)},${18 * placed[i].row})` });
            item.firstElementChild?.setAttribute('fill', colours[i]);
            setMathText(item.lastElementChild as SVGTextElement, name);
          },
        );
      },
    };
  }
  const { kind } = given;
  const scale = readColourScale(root, kind);
  const limits = given.limits ?? sharedLimits([values], kind);
  return {
    colour: scaleColour(scale, limits, kind),
    legend(bar, classes, width, reserved) {
      classes.replaceChildren();
      const length = Math.max(0, Math.min(barWidth, width - reserved));
      bar.setAttribute('visibility', length > textWidth('−1.0 × 10⁻²') * 2 ? 'visible' : 'hidden');
      setAttributes(bar, { transform: `translate(${width - length},4)` });
      drawColourBar(bar, scale, limits, length, false);
    },
  };
}

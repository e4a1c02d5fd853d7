/** What colours mean in a field map: a scale with limits, or named classes. */
import { interpolateLab } from 'd3-interpolate';
import { schemeTableau10 } from 'd3-scale-chromatic';
import { scaleColour, type CellColour } from './kit/cellImage';
import { drawColourBar } from './kit/colourBar';
import { colourIndex, readColourScale, sharedLimits, type ColourLimits } from './kit/colourScale';
import { join } from './kit/join';
import { placeLegend } from './kit/legend';
import { setAttributes, svgElement } from './kit/svgElement';
import { setMathText, textWidth } from './mathText';
import { predictorStyle, type SeriesHue } from './predictorStyle';

export type FieldColour =
  | {
      readonly kind: 'sequential' | 'diverging';
      /** From the values unless given: from 0, or symmetric about 0. */
      readonly limits?: ColourLimits;
      /** Equal factors look equal: for positive values over decades. */
      readonly log?: boolean;
    }
  | {
      readonly kind: 'categorical';
      /** Names of the classes; values are their indices. */
      readonly classes: readonly string[];
      /** The hue of each class and how strong it is, 0 … 1 over the card; d3's ten colours where they have none. */
      readonly hues?: readonly { readonly hue: SeriesHue; readonly strength: number }[];
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
    const colours = given.hues
      ? given.hues.map(({ hue, strength }) => hueOver(root, hue, strength))
      : classes.map((_, i) => schemeTableau10[i % schemeTableau10.length]);
    const bytes = Uint8ClampedArray.from(
      // d3 gives "rgb(r, g, b)".
      colours.flatMap((colour) =>
        (interpolateLab(colour, colour)(0).match(/\d+/g) ?? []).slice(0, 3).map(Number),
      ),
    );
    return {
      colour: { bytes, index: (value) => (value >= 0 && value < classes.length ? Math.floor(value) : -1) },
      legend(bar, group, width, reserved) {
        bar.setAttribute('visibility', 'hidden');
        // Hues have their legend among the chart's own entries.
        if (given.hues) return group.replaceChildren();
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
  const limits = given.limits ?? (given.log ? positiveLimits(values) : sharedLimits([values], kind));
  const logarithms = { low: Math.log10(limits.low), high: Math.log10(limits.high) };
  return {
    colour: given.log
      ? {
          bytes: scale.bytes,
          index: (value) => colourIndex(value > 0 ? Math.log10(value) : NaN, logarithms, kind),
        }
      : scaleColour(scale, limits, kind),
    legend(bar, classes, width, reserved) {
      classes.replaceChildren();
      const length = Math.max(0, Math.min(barWidth, width - reserved));
      bar.setAttribute('visibility', length > textWidth('−1.0 × 10⁻²') * 2 ? 'visible' : 'hidden');
      setAttributes(bar, { transform: `translate(${width - length},4)` });
      drawColourBar(bar, scale, limits, length, false);
    },
  };
}

function positiveLimits(values: ArrayLike<number>): ColourLimits {
  const positive = Array.from(values).filter((value) => value > 0 && value < Infinity);
  if (positive.length === 0) return { low: 1, high: 1 };
  return {
    low: positive.reduce((a, b) => Math.min(a, b)),
    high: positive.reduce((a, b) => Math.max(a, b)),
  };
}

/** A predictor's hue, or the faint ink of what is none, mixed into the colour of the card. */
function hueOver(root: Element, hue: SeriesHue, strength: number): string {
  const style = getComputedStyle(root);
  const token = typeof hue === 'number' ? '--faint' : predictorStyle[hue].token;
  const read = (name: string): string => style.getPropertyValue(name).trim() || '#888888';
  return interpolateLab(read('--card'), read(token))(strength);
}

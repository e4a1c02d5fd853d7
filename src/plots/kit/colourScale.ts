/** Colours of heat maps, read from the theme's custom properties: 256 steps, interpolated in CIE Lab so that equal steps look equal. */
import { interpolateLab, piecewise } from 'd3-interpolate';

export type ColourScaleKind = 'sequential' | 'diverging';

export interface ColourScale {
  /** CSS colours from the low to the high limit, [256]. */
  readonly css: readonly string[];
  /** The same as bytes r, g, b, [256 · 3]. */
  readonly bytes: Uint8ClampedArray;
}

export const colourSteps = 256;
const stops = 5;

/** Reads `--sequential-0…4` or `--diverging-0…4` as they apply to `element`: call once per theme, not per frame. */
export function readColourScale(element: Element, kind: ColourScaleKind): ColourScale {
  const style = getComputedStyle(element);
  const colours = Array.from(
    { length: stops },
    (_, i) => style.getPropertyValue(`--${kind}-${i}`).trim() || '#888888',
  );
  const mix = piecewise(interpolateLab, colours);
  const css = Array.from({ length: colourSteps }, (_, i) => mix(i / (colourSteps - 1)));
  const bytes = new Uint8ClampedArray(colourSteps * 3);
  css.forEach((colour, i) => {
    const parts = colour.match(/[\d.]+/g) ?? [];
    for (let c = 0; c < 3; c++) bytes[3 * i + c] = Number(parts[c] ?? 0);
  });
  return { css, bytes };
}

export interface ColourLimits {
  readonly low: number;
  readonly high: number;
}

/**
 * Limits shared by maps that are compared: sequential from the smallest value (0 if none is negative) to the largest,
 * diverging symmetric about 0.
 */
export function sharedLimits(maps: Iterable<ArrayLike<number> | null>, kind: ColourScaleKind): ColourLimits {
  let low = 0;
  let high = 0;
  for (const values of maps) {
    if (values === null) continue;
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) continue;
      if (values[i] < low) low = values[i];
      if (values[i] > high) high = values[i];
    }
  }
  if (kind === 'diverging') {
    const reach = Math.max(-low, high);
    return { low: 0 - reach, high: reach };
  }
  return { low, high };
}

/**
 * Index 0…255 of a value between the limits, −1 where there is no value. Where the limits coincide there is nothing to tell apart: all
 * values take the neutral colour, the middle of a diverging scale and the paper of a sequential one.
 */
export function colourIndex(value: number, { low, high }: ColourLimits, kind: ColourScaleKind): number {
  if (Number.isNaN(value)) return -1;
  if (!(high > low)) return kind === 'diverging' ? colourSteps >> 1 : 0;
  // Halves, since the span of the largest doubles overflows.
  const share = (value / 2 - low / 2) / (high / 2 - low / 2);
  return Math.min(colourSteps - 1, Math.max(0, Math.round(share * (colourSteps - 1))));
}

export interface ComparedMap {
  readonly values: ArrayLike<number> | null;
  /** The network's own: where there are such maps, they decide the limits. */
  readonly reference?: boolean;
}

/** What is compared with a reference may widen its limits by this factor; a prediction that blows up saturates beyond. */
const comparedHeadroom = 2;

/** Limits of maps on one scale, followed by the references among them; a diverging scale reaches `least` on either side. */
export function comparedLimits(maps: readonly ComparedMap[], kind: ColourScaleKind, least = 0): ColourLimits {
  const { low, high } = followedLimits(maps, kind);
  return kind === 'diverging' && high < least ? { low: 0 - least, high: least } : { low, high };
}

function followedLimits(maps: readonly ComparedMap[], kind: ColourScaleKind): ColourLimits {
  const all = sharedLimits(
    maps.map((map) => map.values),
    kind,
  );
  const own = sharedLimits(
    maps.map((map) => (map.reference ? map.values : null)),
    kind,
  );
  if (!(own.high > own.low)) return all;
  return {
    low: Math.max(all.low, comparedHeadroom * own.low),
    high: Math.min(all.high, comparedHeadroom * own.high),
  };
}

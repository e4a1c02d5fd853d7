/** A colour scale with its limits, lying or standing. */
import { formatNumber } from '../formatNumber';
import { setMathText, textWidth } from '../mathText';
import type { ColourLimits, ColourScale } from './colourScale';
import { setAttributes, svgElement } from './svgElement';

export const barThickness = 8;
const steps = 32;
const labelGap = 8;

export function createColourBar(): SVGGElement {
  const group = svgElement('g');
  const ramp = svgElement('g', {}, group);
  for (let s = 0; s < steps; s++) svgElement('rect', {}, ramp);
  svgElement('text', {}, group);
  svgElement('text', {}, group);
  return group;
}

/** `standing`: `length` px high with labels at its right; else `length` px wide, labels included. */
export function drawColourBar(
  bar: SVGGElement,
  { css }: ColourScale,
  { low, high }: ColourLimits,
  length: number,
  standing: boolean,
): void {
  const [ramp, lowText, highText] = bar.children;
  const texts = [formatNumber(low), formatNumber(high)];
  const from = standing ? 0 : textWidth(texts[0]) + labelGap;
  const run = Math.max(0, standing ? length : length - from - textWidth(texts[1]) - labelGap);
  [...ramp.children].forEach((rect, s) => {
    const thick = run / steps + 0.5;
    const at = standing ? length - ((s + 1) * length) / steps : from + (s * run) / steps;
    setAttributes(
      rect,
      standing
        ? { x: 0, y: at, width: barThickness, height: thick }
        : { x: at, y: 0, width: thick, height: barThickness },
    );
    setAttributes(rect, { fill: css[Math.round((s / (steps - 1)) * (css.length - 1))] });
  });
  setAttributes(lowText, standing ? { x: barThickness + 5, y: length } : { x: 0, y: 9 });
  setAttributes(highText, standing ? { x: barThickness + 5, y: 9 } : { x: length, y: 9 });
  highText.setAttribute('text-anchor', standing ? 'start' : 'end');
  setMathText(lowText as SVGTextElement, texts[0]);
  setMathText(highText as SVGTextElement, texts[1]);
}

/**
 * Sets a line of text with raised and lowered parts in SVG. Understands Unicode superscripts and subscripts (10⁻³, K₀) and
 * `_x`, `_{…}`, `^x`, `^{…}`; drawn as shifted tspans so that every digit comes from the same font.
 */
import { svgElement } from './kit/svgElement';

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺⁽⁾ⁿʳ';
const raisedPlain = '0123456789−+()nr';
const lowered = '₀₁₂₃₄₅₆₇₈₉₋ₜᵢⱼₖ';
const loweredPlain = '0123456789−tijk';

export interface MathRun {
  readonly text: string;
  readonly level: -1 | 0 | 1;
}

/** Splits a line into runs on, above and below the baseline. */
export function parseMathText(line: string): MathRun[] {
  const runs: { text: string; level: -1 | 0 | 1 }[] = [];
  const push = (text: string, level: -1 | 0 | 1): void => {
    const last = runs.at(-1);
    if (last !== undefined && last.level === level) last.text += text;
    else runs.push({ text, level });
  };
  const characters = [...line];
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i];
    const up = raised.indexOf(character);
    const down = lowered.indexOf(character);
    if (up >= 0) push(raisedPlain[up], 1);
    else if (down >= 0) push(loweredPlain[down], -1);
    else if ((character === '_' || character === '^') && i + 1 < characters.length) {
      const level = character === '_' ? -1 : 1;
      const end = characters[i + 1] === '{' ? characters.indexOf('}', i) : -1;
      if (end > 0) {
        push(withLowered(characters.slice(i + 2, end).join('')), level);
        i = end;
      } else push(characters[++i], level);
    } else push(character, 0);
  }
  return runs;
}

/** A third level has no run of its own: `_i` within one becomes the small letter. */
function withLowered(text: string): string {
  return text.replace(/_([0-9tijk])/g, (_, character: string) => lowered[loweredPlain.indexOf(character)]);
}

/** The line as a screen reader should say it: subscripts and superscripts on the baseline, no markup. */
export function plainMathText(line: string): string {
  return parseMathText(line)
    .map((run) => (run.level === 1 ? `^${run.text}` : run.text))
    .join('');
}

const shiftEm = { '-1': 0.24, '0': 0, '1': -0.42 } as const;

/** Fills a text element; does nothing when the line is already there. */
export function setMathText(element: SVGTextElement, line: string): void {
  if (element.getAttribute('data-text') === line) return;
  element.setAttribute('data-text', line);
  element.replaceChildren();
  let level: -1 | 0 | 1 = 0;
  for (const run of parseMathText(line)) {
    const tspan = svgElement('tspan', {}, element);
    // dy is in em of the run's own size: 0.76 of the line's where the run is raised or lowered.
    const shift = shiftEm[run.level] - shiftEm[level];
    const scale = run.level === 0 ? 1 : 0.76;
    if (shift !== 0) tspan.setAttribute('dy', `${Math.round((shift / scale) * 100) / 100}em`);
    if (run.level !== 0) tspan.setAttribute('class', 'plot-script');
    tspan.textContent = run.text;
    level = run.level;
  }
}

/** The same line in HTML, with sup and sub. */
export function setMathHtml(element: HTMLElement, line: string): void {
  if (element.getAttribute('data-text') === line) return;
  element.setAttribute('data-text', line);
  const tags = { '-1': 'sub', '1': 'sup' } as const;
  const parts = parseMathText(line).map(({ text, level }) => {
    if (level === 0) return text;
    const part = document.createElement(tags[level]);
    part.textContent = text;
    return part;
  });
  element.replaceChildren(...parts);
}

const narrow = /[\s.,:;'|il!()[\]/]/;
const wide = /[mwMWΘ%—∞×±]/;

/** Estimated width in px of a line at `size` px: enough to reserve margins without asking the browser to lay out. */
export function textWidth(line: string, size = 12): number {
  let width = 0;
  for (const run of parseMathText(line)) {
    const scale = run.level === 0 ? 1 : 0.76;
    for (const character of run.text)
      width += scale * (narrow.test(character) ? 0.34 : wide.test(character) ? 0.86 : 0.6);
  }
  return width * size;
}

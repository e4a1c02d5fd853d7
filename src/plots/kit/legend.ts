/** A legend inside a plot, for series that the predictor chips do not name: swatch and label, wrapped to the width at hand. */
import { topMargin } from './axes';
import { join } from './join';
import { setMathText, textWidth } from '../mathText';
import { applyHue, applyStroke, type SeriesHue } from '../predictorStyle';
import { setAttributes, svgElement } from './svgElement';

export interface LegendEntry {
  readonly key: string;
  readonly label: string;
  readonly hue: SeriesHue;
  /** `line` (default), `dots` for places alone, `dotted` for places on a line, `band` for an area, `cell` for one of full colour. */
  readonly mark?: 'line' | 'dots' | 'dotted' | 'band' | 'cell';
}

export interface PlacedEntry {
  readonly x: number;
  readonly row: number;
}

const swatch = 20;
const gap = 14;
const legendRowHeight = 18;

/** Right-aligned rows; the first starts after `reserved` px (the axis title), later ones use the full width. */
export function placeLegend(
  labels: readonly string[],
  width: number,
  reserved: number,
): { readonly placed: readonly PlacedEntry[]; readonly rows: number } {
  const widths = labels.map((label) => swatch + 6 + textWidth(label));
  const rows: number[][] = [[]];
  let used = reserved;
  widths.forEach((entry, i) => {
    const row = rows[rows.length - 1];
    const needed = (row.length > 0 ? gap : 0) + entry;
    if (used + needed <= width || (row.length === 0 && used === 0)) {
      row.push(i);
      used += needed;
    } else {
      rows.push([i]);
      used = entry;
    }
  });
  const placed: PlacedEntry[] = new Array<PlacedEntry>(labels.length);
  rows.forEach((row, r) => {
    let x = width - row.reduce((sum, i) => sum + widths[i], 0) - gap * Math.max(0, row.length - 1);
    for (const i of row) {
      placed[i] = { x: Math.max(0, x), row: r };
      x += widths[i] + gap;
    }
  });
  return { placed, rows: labels.length === 0 ? 0 : rows.length };
}

/** Top margin that holds the title of the vertical axis and the legend beside and below it. */
export function legendMargin(entries: readonly LegendEntry[], width: number, reserved: number): number {
  const { rows } = placeLegend(
    entries.map((entry) => entry.label),
    width,
    reserved,
  );
  return topMargin + Math.max(0, rows - 1) * legendRowHeight;
}

/** Draws the entries into `group` (root coordinates, first row at the top). */
export function drawLegend(
  group: SVGGElement,
  entries: readonly LegendEntry[],
  width: number,
  reserved: number,
): void {
  const { placed } = placeLegend(
    entries.map((entry) => entry.label),
    width,
    reserved,
  );
  join(
    group,
    entries,
    (entry) => `${entry.key}-${entry.mark ?? 'line'}`,
    (entry) => {
      const item = svgElement('g', { class: 'plot-legend-entry' });
      if (entry.mark === 'band')
        svgElement('rect', { class: 'plot-band', y: 2, width: swatch, height: 12 }, item);
      else if (entry.mark === 'cell')
        svgElement('rect', { class: 'plot-solid', y: 2, width: swatch, height: 12 }, item);
      else if (entry.mark === 'dots')
        svgElement('circle', { class: 'plot-dot', cx: swatch / 2, cy: 8, r: 4 }, item);
      else svgElement('line', { class: 'plot-line', x2: swatch, y1: 8, y2: 8 }, item);
      if (entry.mark === 'dotted')
        svgElement('circle', { class: 'plot-dot', cx: swatch / 2, cy: 8, r: 4 }, item);
      svgElement('text', { x: swatch + 6, y: 12 }, item);
      return item;
    },
    (item, entry, index) => {
      setAttributes(item, {
        transform: `translate(${Math.round(placed[index].x)},${placed[index].row * legendRowHeight})`,
      });
      if (entry.mark === 'dots') applyHue(item.firstElementChild as SVGElement, entry.hue);
      else applyStroke(item.firstElementChild as SVGElement, entry.hue, index);
      if (entry.mark === 'dotted') applyHue(item.children[1] as SVGElement, entry.hue);
      setMathText(item.lastElementChild as SVGTextElement, entry.label);
    },
  );
}

/** What a field map shows, and its words: legend, text alternative, table. */
import { formatNumber } from './formatNumber';
import type { FieldColour } from './fieldColour';
import type { FieldDot } from './fieldDot';
import type { FieldAxis } from './fieldGrid';
import { regionPlaces, type RegionPlace } from './fieldRegions';
import type { LegendEntry } from './kit/legend';
import { plainMathText } from './mathText';
import type { PlotTable } from './plot';
import type { SeriesHue } from './predictorStyle';

export interface FieldCurve {
  readonly key: string;
  /** As the legend says it; empty where words beside the plot do. */
  readonly label: string;
  readonly hue: SeriesHue;
  /** Its points in the units of the axes, [N] each, in the order in which they are joined. */
  readonly x: Float64Array;
  readonly y: Float64Array;
}

export interface FieldMapData {
  readonly title: string;
  readonly x: FieldAxis & { readonly title: string };
  readonly y: FieldAxis & { readonly title: string };
  /** What the colour shows, e.g. "ξ". */
  readonly valueTitle: string;
  /** [rows, columns] row-major, the first row at the lowest y; NaN where there is no value (yet). */
  readonly values: ArrayLike<number>;
  /** What is painted in their place while some are missing: a coarser picture. It is neither told nor counted. */
  readonly painted?: ArrayLike<number>;
  readonly colour: FieldColour;
  /** Values whose level lines are drawn, between logarithms where the colour is logarithmic. */
  readonly levels?: readonly number[];
  /** Where level lines are those of another, positive quantity than the colour's: between its logarithms. */
  readonly levelled?: ArrayLike<number>;
  /** Cells that bear a cross, as indices into the values. */
  readonly crossed?: readonly number[];
  /** A line about a cell, for pointer and keyboard, in place of its value. */
  readonly tell?: (column: number, row: number) => string;
  readonly curves?: readonly FieldCurve[];
  readonly dot?: FieldDot | null;
}

/** The hues that are somewhere on the map, each once, under the name of its class of full strength. */
export function hueLegend({ colour, painted, values }: FieldMapData): LegendEntry[] {
  if (colour.kind !== 'categorical' || !colour.hues) return [];
  const { classes, hues } = colour;
  const present = new Set(Array.from(painted ?? values, (value) => hues[value]?.hue));
  return hues.flatMap(({ hue, strength }, i) =>
    strength === 1 && present.has(hue)
      ? [{ key: String(i), label: classes[i], hue, mark: 'cell' as const }]
      : [],
  );
}

/** Where the name of each hue of full strength is written; pale cells of the same hue belong to its region. */
export function hueRegions({ colour, painted, values, x }: FieldMapData): RegionPlace[] {
  if (colour.kind !== 'categorical' || !colour.hues) return [];
  const { classes, hues } = colour;
  const names = new Map(
    hues.flatMap(({ hue, strength }, i) => (strength === 1 ? [[hue, classes[i]] as const] : [])),
  );
  const nameOf = (value: number): string | null => {
    const hue = hues[value]?.hue;
    return hue === undefined ? null : (names.get(hue) ?? null);
  };
  return regionPlaces(Array.from(painted ?? values, nameOf), x.centres.length);
}

/** Text alternative: the axes, and the values' range or classes. */
export function summariseFieldMap({ title, x, y, values, valueTitle, colour }: FieldMapData): string {
  const known = Array.from(values).filter(Number.isFinite);
  const what = plainMathText(valueTitle);
  const range =
    known.length === 0
      ? `${what} is not known yet`
      : colour.kind === 'categorical'
        ? colour.classes
            .map(
              (name, i) =>
                `${plainMathText(name)} in ${known.filter((value) => Math.floor(value) === i).length} cells`,
            )
            .join(', ')
        : `${what} from ${formatNumber(known.reduce((a, b) => Math.min(a, b)))} to ${formatNumber(known.reduce((a, b) => Math.max(a, b)))}`;
  return `${title}: ${plainMathText(y.title)} against ${plainMathText(x.title)}, ${y.centres.length} × ${x.centres.length} cells; ${range}.`;
}

/** One row per cell. */
export function tabulateFieldMap({ title, x, y, values, valueTitle, colour }: FieldMapData): PlotTable {
  const columns = x.centres.length;
  const said = (value: number): number | string | null => {
    if (!Number.isFinite(value)) return null;
    return colour.kind === 'categorical' ? (colour.classes[Math.floor(value)] ?? null) : value;
  };
  return {
    caption: title,
    columns: [x.title, y.title, valueTitle].map(plainMathText),
    rows: Array.from({ length: columns * y.centres.length }, (_, k) => [
      x.centres[k % columns],
      y.centres[Math.floor(k / columns)],
      said(values[k] ?? NaN),
    ]),
  };
}

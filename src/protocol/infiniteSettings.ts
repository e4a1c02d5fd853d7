import type { LabNumber, LabSwitch, LabText } from './labFields';
import { fields } from './fields';
import { parseSweepValues } from './sweepRange';

/** What the infinite-width lab repeats: the present experiment with so many seeds, and its kernel at these widths. */
export const infiniteSettings = {
  seeds: {
    kind: 'integer',
    default: 32,
    min: 4,
    max: 256,
    label: 'Networks S',
    help: 'Independent initialisations: seeds 0 … S − 1.',
  } as LabNumber,
  time: {
    kind: 'number',
    default: fields.horizon.max,
    min: 0,
    max: fields.horizon.max,
    label: 'Time t',
    help: 'The recorded time nearest to it is shown.',
  } as LabNumber,
  widths: {
    kind: 'text',
    default: '32:512:x2',
    label: 'Widths',
    help: 'Widths at which the kernel is compared with its limit.',
    broken: widthsRule,
  } as LabText,
  hierarchy: {
    kind: 'boolean',
    default: true,
    label: 'Hierarchies',
    help: 'Also the hierarchy truncated at p = 4 around every network.',
  } as LabSwitch,
} as const;

/** As many as a plot can tell apart. */
const mostWidths = 8;

/** Ascending widths, or what is wrong with the text. */
export function readWidths(text: string): readonly number[] | string {
  const values = parseSweepValues('width', text);
  if (typeof values === 'string') return values;
  const { min, max } = fields.width;
  const widths = values.map(Number).sort((a, b) => a - b);
  if (widths.length > mostWidths) return `widths must be at most ${mostWidths} values, got ${widths.length}`;
  const wrong = widths.find((m) => !(Number.isInteger(m) && m >= min && m <= max));
  return wrong === undefined ? widths : `width must be ${min}…${max}, got ${wrong}`;
}

function widthsRule(text: string): string | null {
  return typeof readWidths(text) === 'string'
    ? `at most ${mostWidths} widths, as single values and ranges like 32:512:x2`
    : null;
}

import { fields } from './fields';
import type { FieldName } from './fieldTypes';
import { shortText } from './fieldProblem';
import { parseNumeral } from './numeral';
import type { SweepValue } from './sweep';

/** More values than this on one axis are a mistake. */
const maxValues = 10_000;

/** Sums and products are cut to as many digits, so that 0:1:+0.1 holds 0.3 and not 0.30000000000000004. */
const digits = 12;

/**
 * Values of an axis from text: a list of single values and ranges, `a:b` (step 1), `a:b:+s` (step s), `a:b:xf` (factor f), ends
 * included where they are met. Whole-number fields round. A text in place of the values says what is wrong.
 */
export function parseSweepValues(field: FieldName, text: string): readonly SweepValue[] | string {
  const values: SweepValue[] = [];
  for (const item of text.split(',')) {
    const part = item.trim();
    if (part === '') return `${field} must be values or ranges with commas between them, got an empty one`;
    const found = part.includes(':') ? range(field, part) : [single(field, part)];
    if (typeof found === 'string') return found;
    for (const value of found) if (!values.includes(value)) values.push(value);
    if (values.length > maxValues) return `${field} must have at most ${maxValues} values, got more`;
  }
  return values;
}

function single(field: FieldName, text: string): SweepValue {
  const { kind } = fields[field];
  if (kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  if (kind === 'choice') return text;
  return parseNumeral(text) ?? text;
}

function range(field: FieldName, text: string): readonly number[] | string {
  const form = `${field} must be a:b, a:b:+s or a:b:xf with a ≤ b, s > 0, f > 1, got ${shortText(text)}`;
  const parts = text.split(':');
  if (parts.length > 3) return form;
  const [from, to] = parts.map((part) => parseNumeral(part.trim()));
  const step = (parts[2] ?? '+1').trim();
  const size = parseNumeral(step.slice(1));
  const multiply = step.startsWith('x');
  if (from == null || to == null || size == null || !(from <= to)) return form;
  if (multiply ? !(size > 1 && from > 0) : !(step.startsWith('+') && size > 0)) return form;
  const values: number[] = [];
  const end = to + 1e-9 * Math.abs(to);
  for (let k = 0; ; k++) {
    const next = multiply ? (k === 0 ? from : values[k - 1] * size) : from + k * size;
    if (next > end) break;
    if (k >= maxValues)
      return `${field} must have at most ${maxValues} values, got more in ${shortText(text)}`;
    values.push(multiply ? next : Number(next.toPrecision(digits)));
  }
  const whole = fields[field].kind === 'integer';
  return values.map((value) => (whole ? Math.round(value) : Number(value.toPrecision(digits))));
}

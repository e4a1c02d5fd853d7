/** One value against one row of the field table. */
import type { ExperimentSpec } from './experimentSpec';
import type { FieldProblem } from './fieldProblem';
import { describe, fieldProblem } from './fieldProblem';
import { fields } from './fields';
import type {
  AlphaField,
  AnyField,
  BooleanField,
  ChoiceField,
  FieldName,
  NumberField,
  PointsField,
} from './fieldTypes';
import { parseNumeral } from './numeral';
import { validatePoints } from './validatePoints';

export interface Checked<T> {
  readonly value: T;
  readonly problems: readonly FieldProblem[];
}

/** The nearest legal value, `fallback` where there is none, and what was wrong. Cross-field rules are not applied. */
export function validateField<K extends FieldName>(
  name: K,
  given: unknown,
  fallback: ExperimentSpec[K],
): Checked<ExperimentSpec[K]> {
  return validateValue(name, given, fields[name] as AnyField, fallback) as Checked<ExperimentSpec[K]>;
}

/** What of a row the rules for single values read: rows of the field table and of labs' own tables alike. */
export type Checkable =
  | Pick<NumberField, 'kind' | 'min' | 'max'>
  | Pick<AlphaField, 'kind' | 'min' | 'max'>
  | Pick<ChoiceField<string>, 'kind' | 'options'>
  | Pick<BooleanField, 'kind'>
  | { readonly kind: 'list'; readonly options: readonly string[]; readonly default: readonly string[] }
  | PointsField
  | { readonly kind: 'text'; readonly broken: (text: string) => string | null };

type Limits = Extract<Checkable, { readonly min: number }>;
type Options = Extract<Checkable, { readonly kind: 'choice' }>;
type Several = Extract<Checkable, { readonly kind: 'list' }>;

/** The same for a row of any table. */
export function validateValue(
  name: string,
  given: unknown,
  field: Checkable,
  fallback: unknown,
): Checked<unknown> {
  switch (field.kind) {
    case 'integer':
    case 'number':
      return checkNumber(name, given, field, fallback);
    case 'alpha':
      if (given === 'sqrt') return { value: 'sqrt', problems: [] };
      return checkNumber(name, given, field, fallback);
    case 'choice':
      return checkChoice(name, given, field, fallback);
    case 'boolean':
      return checkBoolean(name, given, fallback);
    case 'list':
      return checkList(name, given, field);
    case 'text': {
      const rule = typeof given === 'string' ? field.broken(given) : 'a text';
      return rule === null ? { value: given, problems: [] } : replaced(name, given, rule, fallback);
    }
    case 'points':
      return given === null ? { value: null, problems: [] } : validatePoints(given, field);
    default:
      return field satisfies never;
  }
}

function checkNumber(name: string, given: unknown, field: Limits, fallback: unknown): Checked<unknown> {
  const range = `${field.min}…${field.max}`;
  const kind = field.kind === 'integer' ? 'a whole number' : 'a number';
  const word = field.kind === 'alpha' ? ' or sqrt' : '';
  const numeral = typeof given === 'string' ? parseNumeral(given) : given;
  if (typeof numeral !== 'number' || Number.isNaN(numeral)) {
    return replaced(name, given, `${kind} ${range}${word}`, fallback);
  }
  const inside = Math.min(field.max, Math.max(field.min, numeral));
  if (inside !== numeral) return replaced(name, given, range + word, inside);
  if (field.kind === 'integer' && !Number.isInteger(inside)) {
    return replaced(name, given, `${kind} ${range}`, Math.round(inside));
  }
  if (numeral !== given) return replaced(name, given, `${kind}${word}, not a text`, numeral);
  return { value: numeral, problems: [] };
}

function checkChoice(name: string, given: unknown, field: Options, fallback: unknown): Checked<unknown> {
  if (typeof given === 'string' && field.options.includes(given)) return { value: given, problems: [] };
  const text = typeof given === 'string' || typeof given === 'number' ? String(given).toLowerCase() : '';
  const similar = field.options.find((option) => option.toLowerCase() === text);
  return replaced(name, given, `one of ${field.options.join(', ')}`, similar ?? fallback);
}

function checkBoolean(name: string, given: unknown, fallback: unknown): Checked<unknown> {
  if (typeof given === 'boolean') return { value: given, problems: [] };
  const text = typeof given === 'string' ? given.toLowerCase() : given;
  const yes = text === 'true' || text === '1' || text === 1;
  const no = text === 'false' || text === '0' || text === 0;
  return replaced(name, given, 'true or false', yes ? true : no ? false : fallback);
}

/** Longest list that is looked at. */
const maxItems = 64;

function checkList(name: string, given: unknown, field: Several): Checked<unknown> {
  const rule = `a list of ${field.options.join(', ')}`;
  if (!Array.isArray(given)) return replaced(name, given, rule, field.default);
  const items: readonly unknown[] = given.slice(0, maxItems);
  const value = field.options.filter((option) => items.includes(option));
  const problems: FieldProblem[] = [];
  const seen = new Set<unknown>();
  items.forEach((item) => {
    const known = (field.options as readonly unknown[]).includes(item);
    if (known && !seen.has(item)) seen.add(item);
    else if (known) problems.push(fieldProblem(name, describe(item), 'a list without repetition', 'it once'));
    else problems.push(fieldProblem(name, describe(item), rule, 'the others'));
  });
  if (given.length > maxItems) problems.push(fieldProblem(name, describe(given), rule, formatValue(value)));
  if (value.length === 0 && given.length > 0) return replaced(name, given, rule, field.default);
  return { value, problems };
}

function replaced(name: string, given: unknown, rule: string, value: unknown): Checked<unknown> {
  return { value, problems: [fieldProblem(name, describe(given), rule, formatValue(value))] };
}

/** A legal value as it appears in a message. */
export function formatValue(value: unknown): string {
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : 'none';
  return typeof value === 'string' ? value : describe(value);
}

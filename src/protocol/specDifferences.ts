/** In which fields that change a number two experiments differ, for a sentence. */
import type { ExperimentSpec } from './experimentSpec';
import { fields } from './fields';
import type { FieldName } from './fieldTypes';
import { formatNumeral } from './numeral';
import { fieldsThatAffect, sameValue } from './sameRun';

/** Fields whose values tell the two apart; those that are swept or change no number are none of them. */
export function differingFields(
  a: ExperimentSpec,
  b: ExperimentSpec,
  swept: readonly FieldName[] = [],
): readonly FieldName[] {
  const silent = new Set<FieldName>([...fieldsThatAffect('selection', 'machine', 'view'), ...swept]);
  const names = (Object.keys(fields) as FieldName[]).filter(
    (name) => !silent.has(name) && !sameValue(a[name], b[name]),
  );
  // Fields that merely follow another that is named.
  return names.filter((name) => !(name === 'd' && names.includes('dataset')));
}

/** `α = √m`, `activation tanh`, `own points`: the value of a field in words, as plain text for `MathText`. */
export function fieldInWords(name: FieldName, spec: ExperimentSpec): string {
  const field = fields[name];
  const value = spec[name];
  const what = field.symbol?.plain ?? field.label.toLowerCase();
  if (name === 'points') return spec.points === null ? 'no own points' : 'own points';
  if (field.kind === 'choice') {
    const labels: Readonly<Record<string, string>> = field.optionLabels;
    return `${field.label.toLowerCase()} ${labels[String(value)]}`;
  }
  if (value === 'sqrt') return `${what} = √m`;
  if (typeof value === 'boolean') return `${value ? '' : 'not '}${field.label.toLowerCase()}`;
  return `${what} = ${typeof value === 'number' ? formatNumeral(value).replace('-', '−') : String(value)}`;
}

/** The values of these fields in a row. */
export function inWords(spec: ExperimentSpec, names: readonly FieldName[]): string {
  return names.map((name) => fieldInWords(name, spec)).join(', ');
}

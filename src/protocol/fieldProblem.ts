import { plural } from '../theory/plural';

/** A value that was not legal: what it was, the rule, and what stands in its place. Plain data, crosses threads. */
export interface FieldProblem {
  /** Name of the field as it was given; `link` or `spec` when the whole is wrong. */
  readonly field: string;
  readonly given: string;
  readonly rule: string;
  readonly replacement: string;
  /** "width must be 1…16384, got 0; using 1" */
  readonly message: string;
}

export function fieldProblem(field: string, given: string, rule: string, replacement: string): FieldProblem {
  const name = shortText(field);
  return {
    field: name,
    given,
    rule,
    replacement,
    message: `${name} must be ${rule}, got ${given}; using ${replacement}`,
  };
}

/** A name or parameter that means nothing here, and is left out. */
export function ignoredProblem(field: string, given: string, reason: string): FieldProblem {
  const name = shortText(field);
  return { field: name, given, rule: reason, replacement: 'nothing', message: `${name} ${reason}; ignored` };
}

const maxShown = 40;

/** Text cut to what fits a line, without control characters. */
export function shortText(text: string): string {
  const cut = text.length > maxShown ? `${text.slice(0, maxShown)}… (${text.length} characters)` : text;
  return cut.replace(/[\p{C}\p{Z}]/gu, ' ');
}

/** A value of any type as it appears in a message. */
export function describe(value: unknown): string {
  switch (typeof value) {
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'string':
      return `"${shortText(value)}"`;
    case 'boolean':
    case 'undefined':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? `a list of ${value.length}` : 'an object';
    default:
      return `a ${typeof value}`;
  }
}

/** At most this many problems of one kind are listed; the rest are counted. */
export const maxListed = 20;

export function capProblems(problems: readonly FieldProblem[], field: string): FieldProblem[] {
  if (problems.length <= maxListed) return [...problems];
  const more = problems.length - maxListed;
  return [
    ...problems.slice(0, maxListed),
    ignoredProblem(field, '', `has ${plural(more, 'more problem')} like these`),
  ];
}

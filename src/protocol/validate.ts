/**
 * From anything to a legal spec: unknown names, wrong types and values out of range are named and replaced by the nearest
 * legal value. Nothing throws but the strict variant.
 */
import type { ExperimentSpec } from './experimentSpec';
import type { FieldProblem } from './fieldProblem';
import { capProblems, describe, fieldProblem, ignoredProblem } from './fieldProblem';
import { defaultSpec, fieldNames, fields, fixedSize, impliedValue, maxSteps } from './fields';
import type { FieldName } from './fieldTypes';
import { formatValue, validateField } from './validateField';

export type { FieldProblem } from './fieldProblem';

/** Version of links and spec files. */
export const specVersion = 1;

export interface Validation {
  readonly spec: ExperimentSpec;
  readonly problems: readonly FieldProblem[];
}

/** Bad input where nothing may be replaced silently: the first problem, and its remedy. */
export class SpecError extends Error {
  override readonly name = 'SpecError';
  constructor(readonly problem: FieldProblem) {
    const { field, rule, given, replacement } = problem;
    super(
      replacement === 'nothing'
        ? `${field} ${rule}; remove it`
        : `${field} must be ${rule}, got ${given}; use ${replacement}`,
    );
  }
}

/** Fields that are not given get their implied value; so do fields given as undefined. */
export function validateSpec(input: unknown): Validation {
  const { given, problems } = readEntries(input);
  const checked = new Map<FieldName, readonly FieldProblem[]>();
  const spec: Draft = { ...defaultSpec };
  for (const name of namesInOrder) {
    const implied = impliedValue(name, spec);
    if (!given.has(name)) {
      assign(spec, name, implied);
      continue;
    }
    const { value, problems: found } = validateField(name, given.get(name), implied);
    assign(spec, name, value);
    if (found.length > 0) checked.set(name, found);
  }
  return { spec, problems: [...problems, ...settle(spec, given, checked)] };
}

/** The same for the command line: the first problem is an error. */
export function requireSpec(input: unknown): ExperimentSpec {
  return requireLegal(validateSpec(input));
}

export function requireLegal({ spec, problems }: Validation): ExperimentSpec {
  if (problems.length > 0) throw new SpecError(problems[0]);
  return spec;
}

/**
 * A legal spec with some fields changed. Fields that merely follow others (n and d of the data, the activation's parameter)
 * follow silently; every other consequence is reported.
 */
export function changeSpec(spec: ExperimentSpec, patch: Partial<ExperimentSpec>): Validation {
  const input: Record<string, unknown> = { ...spec, ...patch };
  for (const name of ['n', 'd'] as const) {
    if (!Object.hasOwn(patch, name) && isFixed(name, input)) delete input[name];
  }
  for (const name of ['activationParam', 'batch'] as const) {
    const followed = Object.is(spec[name], impliedValue(name, spec));
    if (!Object.hasOwn(patch, name) && followed) delete input[name];
  }
  return validateSpec(input);
}

type Draft = { -readonly [K in FieldName]: ExperimentSpec[K] };

/** The fields that others follow come first. */
const leaders: readonly FieldName[] = ['dataset', 'points', 'n', 'activation'];
const namesInOrder: readonly FieldName[] = [
  ...leaders,
  ...fieldNames.filter((name) => !leaders.includes(name)),
];

function assign<K extends FieldName>(spec: Draft, name: K, value: ExperimentSpec[K]): void {
  spec[name] = value;
}

function isFixed(name: 'n' | 'd', input: Readonly<Record<string, unknown>>): boolean {
  const points = validateField('points', input.points ?? null, null).value;
  const dataset = validateField('dataset', input.dataset, fields.dataset.default).value;
  return fixedSize({ dataset, points })[name] !== undefined;
}

/** Own entries of the input by field name; what is not a field is reported. */
function readEntries(input: unknown): {
  readonly given: ReadonlyMap<FieldName, unknown>;
  readonly problems: readonly FieldProblem[];
} {
  const given = new Map<FieldName, unknown>();
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    const problem = fieldProblem('spec', describe(input), 'an object of fields', 'the default experiment');
    return { given, problems: [problem] };
  }
  const unknown: FieldProblem[] = [];
  try {
    for (const key of Object.keys(input)) {
      const value = (input as Readonly<Record<string, unknown>>)[key];
      if (value === undefined) continue;
      if (key === 'v') {
        if (value !== specVersion) unknown.push(versionProblem(describe(value)));
      } else if (Object.hasOwn(fields, key)) given.set(key as FieldName, value);
      else unknown.push(unknownProblem(key, describe(value)));
    }
  } catch {
    unknown.push(fieldProblem('spec', 'an object that cannot be read', 'plain data', 'what could be read'));
  }
  return { given, problems: capProblems(unknown, 'spec') };
}

export function unknownProblem(key: string, given: string): FieldProblem {
  return ignoredProblem(key === '' ? '""' : key, given, 'is not a field of an experiment');
}

export function versionProblem(given: string): FieldProblem {
  return fieldProblem('v', given, `${specVersion}, the version this page reads`, `version ${specVersion}`);
}

/** The class that a real target stands for, 0 as 1: the nearest legal label. */
export function labelOf(y: number): -1 | 1 {
  return y < 0 ? -1 : 1;
}

/** Rules between fields. A problem found here replaces the field's own. */
function settle(
  spec: Draft,
  given: ReadonlyMap<FieldName, unknown>,
  checked: ReadonlyMap<FieldName, readonly FieldProblem[]>,
): FieldProblem[] {
  const crossed = new Map<FieldName, readonly FieldProblem[]>();
  const set = <K extends FieldName>(name: K, rule: string, value: ExperimentSpec[K]): void => {
    if (given.has(name)) {
      crossed.set(name, [fieldProblem(name, describe(given.get(name)), rule, formatValue(value))]);
    }
    assign(spec, name, value);
  };

  if (spec.dataset === 'points' && spec.points === null) {
    spec.dataset = fields.dataset.default;
    const own = checked.get('points') ?? [];
    const missing = fieldProblem('points', 'none', 'given for dataset points', `dataset ${spec.dataset}`);
    crossed.set('points', [...own, missing]);
    if (!given.has('d')) spec.d = impliedValue('d', spec);
  }
  const size = fixedSize(spec);
  if (size.n !== undefined && spec.n !== size.n)
    set('n', `${size.n} with these points (or left out)`, size.n);
  if (size.d !== undefined && spec.d !== size.d) {
    set('d', `${size.d} with dataset ${spec.dataset} (or left out)`, size.d);
  }
  if (spec.dataset === 'points' && spec.points && spec.loss === 'logistic') {
    const wrong = spec.points.y.flatMap((y, i) => {
      const label = labelOf(y);
      const rule = '-1 or 1 with the logistic loss';
      return y === label ? [] : [fieldProblem(`points.y[${i}]`, describe(y), rule, String(label))];
    });
    if (wrong.length > 0) {
      crossed.set('points', [...(checked.get('points') ?? []), ...capProblems(wrong, 'points')]);
      spec.points = { ...spec.points, y: spec.points.y.map(labelOf) };
    }
  }
  const planar = spec.target === 'product' || spec.target === 'xor';
  const onInputs = spec.dataset !== 'points' && spec.dataset !== 'teacher';
  if (planar && onInputs && spec.d === 1) {
    set('target', 'one of those for a single coordinate', spec.target === 'xor' ? 'step' : 'linear');
  }
  if (spec.preset === 'fang' && spec.depth !== 1) set('depth', '1 with preset fang', 1);
  if (spec.optimizer === 'sgd' && spec.batch > spec.n) set('batch', `1…${spec.n}, at most n`, spec.n);
  if (spec.optimizer !== 'flow' && spec.horizon > maxSteps * spec.lr) {
    const horizon = maxSteps * spec.lr;
    const rule = `at most ${formatValue(horizon)}, a million steps of lr ${formatValue(spec.lr)}`;
    if (given.has('horizon')) set('horizon', rule, horizon);
    else {
      crossed.set('horizon', [
        fieldProblem('horizon', formatValue(spec.horizon), rule, formatValue(horizon)),
      ]);
      spec.horizon = horizon;
    }
  }
  return fieldNames.flatMap((name) => crossed.get(name) ?? checked.get(name) ?? []);
}

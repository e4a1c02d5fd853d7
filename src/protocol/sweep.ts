/** A sweep: one experiment repeated over the values of some fields; every member yields one row of named numbers. */
import type { ExperimentSpec } from './experimentSpec';
import type { FieldProblem } from './fieldProblem';
import { fieldProblem } from './fieldProblem';
import { fieldNames, fields } from './fields';
import type { FieldName } from './fieldTypes';
import { quantityFamilies } from './quantities/quantityFamilies';
import { fieldsThatAffect } from './sameRun';
import { changeSpec } from './validate';
import { validateField } from './validateField';

/** What a member of a sweep can be asked for; `quantities/` says which numbers each gives. */
export type SweepOutput = keyof typeof quantityFamilies;
export const sweepOutputs = Object.keys(quantityFamilies) as SweepOutput[];

export type SweepValue = number | string | boolean;

export interface SweepAxis {
  readonly field: FieldName;
  readonly values: readonly SweepValue[];
}

export interface SweepPlan {
  readonly base: ExperimentSpec;
  /** Every combination is a member; the first axis varies slowest. */
  readonly axes: readonly SweepAxis[];
  readonly outputs: readonly SweepOutput[];
}

export interface SweepMember {
  /** "width=64&seed=3": the member's name in tables, files and for resuming. */
  readonly key: string;
  readonly overrides: Readonly<Record<string, SweepValue>>;
  readonly spec: ExperimentSpec;
}

export interface SweepRow {
  readonly key: string;
  readonly overrides: Readonly<Record<string, SweepValue>>;
  /** Named numbers, e.g. `k3.max`, `error.p4`; null where the quantity does not exist (a truncation that blew up). */
  readonly values: Readonly<Record<string, number | null>>;
  /** Why some of what was asked for is missing, for a person; null where nothing is. */
  readonly problem: string | null;
  /** Computing time in seconds; no part of the result proper. */
  readonly seconds: number;
}

/** More members than this are refused: a table of them is no use, and the command line has shards. */
export const maxMembers = 100_000;

/** Fields that an axis may not have: they change no number of a sweep, or are no single value. */
const notSwept: ReadonlySet<FieldName> = new Set([
  ...fieldsThatAffect('selection', 'machine', 'view'),
  'points',
]);

export const sweepFields: readonly FieldName[] = fieldNames.filter((name) => !notSwept.has(name));

/** In the order of the axes, the first slowest. Fields that follow others (d of the circle) follow. */
export function sweepMembers(plan: SweepPlan): SweepMember[] {
  let members: Record<string, SweepValue>[] = [{}];
  for (const axis of plan.axes) {
    members = members.flatMap((member) => axis.values.map((value) => ({ ...member, [axis.field]: value })));
  }
  return members.map((overrides) => ({
    key: Object.entries(overrides)
      .map(([field, value]) => `${field}=${String(value)}`)
      .join('&'),
    overrides,
    spec: changeSpec(plan.base, overrides as Partial<ExperimentSpec>).spec,
  }));
}

/** The same with the cheap ones first, so that every kind of member is seen early and shards are of equal work. */
export function cheapFirst(members: readonly SweepMember[]): SweepMember[] {
  return members
    .map((member, index) => ({ member, index, cost: memberCost(member.spec) }))
    .sort((a, b) => a.cost - b.cost || a.index - b.index)
    .map(({ member }) => member);
}

/** Multiplications of one training step, times the horizon: enough to order members and to guess what is left. */
export function memberCost({ n, d, width, depth, horizon }: ExperimentSpec): number {
  return n * width * (d + depth * (width + 32 * n)) * (1 + horizon);
}

/** What is wrong with the plan, field by field; an empty list for one that can run. */
export function planProblems({ base, axes }: SweepPlan): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const seen = new Set<FieldName>();
  let count = 1;
  for (const { field, values } of axes) {
    if (!sweepFields.includes(field)) {
      problems.push(fieldProblem(field, 'an axis', `one of ${sweepFields.join(', ')}`, 'no axis'));
      continue;
    }
    if (seen.has(field)) problems.push(fieldProblem(field, 'a second axis', 'given once', 'the first'));
    seen.add(field);
    if (values.length === 0) problems.push(fieldProblem(field, 'no value', 'at least one value', 'none'));
    if (new Set(values).size < values.length)
      problems.push(fieldProblem(field, 'a repeated value', 'different values', 'it once'));
    for (const value of values)
      problems.push(...validateField(field, value, fields[field].default).problems.slice(0, 1));
    count *= values.length;
  }
  if (problems.length > 0) return problems;
  if (count > maxMembers) {
    const given = `${count} members`;
    return [fieldProblem('over', given, `at most ${maxMembers} members`, 'no sweep')];
  }
  const plan = { base, axes, outputs: [] };
  for (const { overrides, key } of sweepMembers(plan)) {
    const found = changeSpec(base, overrides as Partial<ExperimentSpec>).problems;
    if (found.length > 0) return [{ ...found[0], message: `${found[0].message} (member ${key})` }];
  }
  return [];
}

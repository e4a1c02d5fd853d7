/** What a change of an experiment makes out of date, from the one column of the field table that says it. */
import type { ExperimentSpec, PredictorName } from './experimentSpec';
import { defaultSpec, fieldNames, fields } from './fields';
import type { Consequence, FieldName } from './fieldTypes';

/** The consequences that have a name of their own. */
export type Effect = Extract<Consequence, string>;

/** Fields with one of these consequences, in the order of the table. */
export function fieldsThatAffect(...effects: readonly Effect[]): FieldName[] {
  return fieldNames.filter((name) => (effects as readonly Consequence[]).includes(fields[name].affects));
}

/** These fields of a spec alone: what another experiment keeps of it. */
export function partOf(spec: ExperimentSpec, names: readonly FieldName[]): Partial<ExperimentSpec> {
  return Object.fromEntries(names.map((name) => [name, spec[name]]));
}

/** The spec with every field of these consequences at its default: one address for what is the same but for them. */
export function regardlessOf(spec: ExperimentSpec, ...effects: readonly Effect[]): ExperimentSpec {
  return { ...spec, ...partOf(defaultSpec, fieldsThatAffect(...effects)) };
}

/** Whether the same network is trained on the same data, on whatever machine, whatever is drawn beside it. */
export function sameNetwork(a: ExperimentSpec, b: ExperimentSpec): boolean {
  return changed(a, b).every((name) => fields[name].affects !== 'run');
}

/** Whether every predictor has the same numbers, to the bit. */
export function sameRun(a: ExperimentSpec, b: ExperimentSpec): boolean {
  const stale = stalePredictors(a, b);
  return stale !== 'all' && stale.length === 0;
}

/** The predictors whose numbers for `a` are not those for `b`; `all` where the network itself or its machine is another. */
export function stalePredictors(a: ExperimentSpec, b: ExperimentSpec): readonly PredictorName[] | 'all' {
  const stale = new Set<PredictorName>();
  for (const name of changed(a, b)) {
    const { affects } = fields[name];
    if (affects === 'run' || affects === 'machine') return 'all';
    if (typeof affects === 'object') for (const predictor of affects.predictors) stale.add(predictor);
  }
  return [...stale];
}

function changed(a: ExperimentSpec, b: ExperimentSpec): FieldName[] {
  return fieldNames.filter((name) => !sameValue(a[name], b[name]));
}

/** Lists and points are equal by what they hold. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  return typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b);
}

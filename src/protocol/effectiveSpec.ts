import type { ExperimentSpec } from './experimentSpec';
import { fieldNames, fields, impliedValue } from './fields';
import type { FieldName } from './fieldTypes';

/** Fields of the run that have no effect in this spec, by the field table: their controls are off. */
export function unusedFields(spec: ExperimentSpec): FieldName[] {
  return fieldNames.filter((name) => fields[name].affects === 'run' && fields[name].usedBy(spec) !== true);
}

/**
 * The spec that is computed: what has no effect is at its default. The control that is off and the engine read one fact, so that a value
 * left over in a field cannot act, and no sentence can read it.
 */
export function effectiveSpec(spec: ExperimentSpec): ExperimentSpec {
  const defaults = unusedFields(spec).map((name) => [name, impliedValue(name, spec)] as const);
  return { ...spec, ...Object.fromEntries(defaults) };
}

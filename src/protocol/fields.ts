/**
 * The table of every field of an experiment: default, limits, scale, unit, symbol, label, help and permalink key.
 * Validation, sliders, permalinks, command line and tests all read it, and nothing else decides these things.
 */
import { activations } from '../theory/activations/activations';
import { dataFields } from './dataFields';
import type { ExperimentSpec } from './experimentSpec';
import type { FieldName, FieldTable } from './fieldTypes';
import { networkFields } from './networkFields';
import { theoryFields } from './theoryFields';
import { trainingFields } from './trainingFields';
import { viewFields } from './viewFields';

export const fields: FieldTable = {
  ...dataFields,
  ...networkFields,
  ...trainingFields,
  ...theoryFields,
  ...viewFields,
};

/** Names in the order of the table: data, network, training, theory, view. */
export const fieldNames = Object.keys(fields) as readonly FieldName[];

/** Discrete optimizers take at most this many steps. */
export const maxSteps = 1e6;

/** Side of a synthetic digit in pixels; d = side². */
export const digitDimension = 64;

/** The default experiment: six points on the circle, width 128, one hidden layer of erf, α = √m. */
export const defaultSpec: ExperimentSpec = Object.freeze(
  Object.fromEntries(fieldNames.map((name) => [name, fields[name].default])),
) as unknown as ExperimentSpec;

/**
 * Value of a field that is not given, in a spec whose other fields are known. It is the default but for four fields that
 * follow others: n and d where the data fix them, the parameter of the activation, and the batch, which is at most n.
 */
export function impliedValue<K extends FieldName>(name: K, spec: ExperimentSpec): ExperimentSpec[K] {
  switch (name) {
    case 'n':
      return (fixedSize(spec).n ?? fields.n.default) as ExperimentSpec[K];
    case 'd':
      return (fixedSize(spec).d ?? fields.d.default) as ExperimentSpec[K];
    case 'activationParam':
      return (activations[spec.activation].parameter?.default ??
        fields.activationParam.default) as ExperimentSpec[K];
    case 'batch':
      return Math.min(fields.batch.default, spec.n) as ExperimentSpec[K];
    default:
      return fields[name].default as ExperimentSpec[K];
  }
}

/** n and d where the data set fixes them. */
export function fixedSize(spec: Pick<ExperimentSpec, 'dataset' | 'points'>): {
  readonly n?: number;
  readonly d?: number;
} {
  switch (spec.dataset) {
    case 'circle':
      return { d: 2 };
    case 'line':
      return { d: 1 };
    case 'digits':
      return { d: digitDimension };
    case 'points':
      return spec.points ? { n: spec.points.x.length, d: spec.points.x[0].length } : {};
    case 'gaussian':
    case 'sphere':
    case 'teacher':
      return {};
  }
}

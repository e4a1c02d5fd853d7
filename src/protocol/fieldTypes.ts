/** What one row of the field table says. The table itself is in fields.ts, its rows by group beside it. */
import type { ExperimentSpec, Points, PredictorName } from './experimentSpec';
import type { PanelGroup } from './labs';

export type FieldName = keyof ExperimentSpec;
export type FieldGroup = PanelGroup | 'view';
/** How a slider divides the range; `log2` steps by doubling. */
export type FieldScale = 'linear' | 'log' | 'log2';

/**
 * What another value of the field makes out of date: every number of the run; the numbers of some predictors only; which predictors
 * are wanted (`selection`); the machine that computes them, and with it their last bits; or nothing but what is looked at.
 */
export type Consequence =
  'run' | { readonly predictors: readonly PredictorName[] } | 'selection' | 'machine' | 'view';

interface FieldBase<T> {
  /** Value where nothing else is said; `impliedValue` refines it for the few fields that follow others. */
  readonly default: T;
  readonly group: FieldGroup;
  readonly affects: Consequence;
  /** Name of the field in a permalink. */
  readonly key: string;
  /** Accessible name of the control. */
  readonly label: string;
  readonly symbol: { readonly tex: string; readonly plain: string } | null;
  /** Unit for axis and read-out, empty for a pure number. */
  readonly unit: string;
  /** Two or three sentences: what it is, its formula, what to expect. */
  readonly help: string;
  /** Paper and equation, or the section of the mathematics page. */
  readonly source: string;
  /** `true`, or a sentence that says why the field has no effect in this spec. */
  readonly usedBy: (spec: ExperimentSpec) => true | string;
}

interface Range {
  readonly min: number;
  readonly max: number;
  readonly scale: FieldScale;
  /** Step of the slider: an increment on a linear scale, a factor on a logarithmic one. */
  readonly step: number;
}

export interface NumberField extends FieldBase<number>, Range {
  readonly kind: 'integer' | 'number';
}

/** A number, or the word `sqrt` for √width. */
export interface AlphaField extends FieldBase<number | 'sqrt'>, Range {
  readonly kind: 'alpha';
}

export interface ChoiceField<T extends string> extends FieldBase<T> {
  readonly kind: 'choice';
  readonly options: readonly T[];
  readonly optionLabels: Readonly<Record<T, string>>;
}

export interface BooleanField extends FieldBase<boolean> {
  readonly kind: 'boolean';
}

export interface ListField extends FieldBase<readonly PredictorName[]> {
  readonly kind: 'list';
  readonly options: readonly PredictorName[];
  readonly optionLabels: Readonly<Record<PredictorName, string>>;
}

export interface PointsField extends FieldBase<Points | null> {
  readonly kind: 'points';
  readonly maxRows: number;
  readonly maxProbeRows: number;
  readonly maxColumns: number;
  /** n (d + 1) + p d at most: what fits a link. */
  readonly maxValues: number;
  /** Largest magnitude of a coordinate or target. */
  readonly maxMagnitude: number;
}

export type FieldOf<K extends FieldName> = K extends 'alpha'
  ? AlphaField
  : K extends 'points'
    ? PointsField
    : K extends 'predictors'
      ? ListField
      : ExperimentSpec[K] extends boolean
        ? BooleanField
        : ExperimentSpec[K] extends number
          ? NumberField
          : ExperimentSpec[K] extends string
            ? ChoiceField<ExperimentSpec[K]>
            : never;

/** One row per field: a missing or misspelt field does not compile. */
export type FieldTable = { readonly [K in FieldName]: FieldOf<K> };

export type AnyField =
  NumberField | AlphaField | ChoiceField<string> | BooleanField | ListField | PointsField;

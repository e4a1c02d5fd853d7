/**
 * The settings that a lab has for itself, beside the experiment: a small table each, in the link under the lab's name (`sweep.axes=…`).
 * `ExperimentSpec` stays one run and does not grow with the labs. A new lab's ranges are a row here; a new tab without a row does not compile.
 */
import type { Tab } from './labs';
import type { ChoiceField, NumberField } from './fieldTypes';
import { depthSettings } from './depthSettings';
import { hierarchySettings } from './hierarchySettings';
import { particlesSettings } from './particlesSettings';
import { planeSettings } from './planeSettings';
import { runSettings } from './runSettings';
import { infiniteSettings } from './infiniteSettings';
import { sweepSettings } from './sweepSettings';

/** What checking and encoding a value need to know of its row. */
type Said<T> = { readonly default: T; readonly label: string; readonly help: string };

export type LabNumber = Said<number> &
  Pick<NumberField, 'kind' | 'min' | 'max' | 'scale' | 'step' | 'symbol' | 'unit'>;
export type LabChoice<T extends string = string> = Said<T> &
  Pick<ChoiceField<T>, 'kind' | 'options' | 'optionLabels'>;
export type LabSwitch = Said<boolean> & { readonly kind: 'boolean' };
/** Several of some options, in the order of the options. */
export type LabList<T extends string = string> = Said<readonly T[]> & {
  readonly kind: 'list';
  readonly options: readonly T[];
};
export type LabText = Said<string> & {
  readonly kind: 'text';
  /** The rule that a text breaks, or null. */
  readonly broken: (text: string) => string | null;
};
export type LabField = LabNumber | LabChoice | LabSwitch | LabList | LabText;
export type LabTable = Readonly<Record<string, LabField>>;

export const labFields = {
  lab: runSettings,
  hierarchy: hierarchySettings,
  infinite: infiniteSettings,
  depth: depthSettings,
  sweep: sweepSettings,
  particles: particlesSettings,
  regimes: planeSettings,
} as const satisfies Readonly<Record<Tab, LabTable>>;

type Tables = typeof labFields;

export type LabValue<F extends LabField> = F extends LabNumber
  ? number
  : F extends LabSwitch
    ? boolean
    : F extends LabText
      ? string
      : F extends LabList<infer T>
        ? readonly T[]
        : F extends LabChoice<infer T>
          ? T
          : never;

/** Legal values of every lab's settings. */
export type LabSettings = {
  readonly [T in Tab]: {
    readonly [K in keyof Tables[T]]: Tables[T][K] extends LabField ? LabValue<Tables[T][K]> : never;
  };
};

export type LabPatch = { readonly [T in Tab]?: Partial<LabSettings[T]> };

export const defaultLabSettings: LabSettings = Object.fromEntries(
  Object.entries(labFields).map(([tab, table]) => [
    tab,
    Object.fromEntries(Object.entries(table as LabTable).map(([name, field]) => [name, field.default])),
  ]),
) as unknown as LabSettings;

/** One row as the link knows it. */
export interface LabKey {
  readonly tab: Tab;
  readonly name: string;
  /** "sweep.axes" */
  readonly key: string;
  readonly field: LabField;
}

export const labKeys: readonly LabKey[] = Object.entries(labFields).flatMap(([tab, table]) =>
  Object.entries(table as LabTable).map(([name, field]) => ({
    tab: tab as Tab,
    name,
    key: `${tab}.${name}`,
    field,
  })),
);

export function labValue(settings: LabSettings, { tab, name }: LabKey): unknown {
  return (settings[tab] as Readonly<Record<string, unknown>>)[name];
}

import type { FieldProblem } from './fieldProblem';
import { defaultLabSettings, labKeys, labValue } from './labFields';
import type { LabPatch, LabSettings } from './labFields';
import { validateValue } from './validateField';

export interface SettingsValidation {
  readonly settings: LabSettings;
  readonly problems: readonly FieldProblem[];
}

/** From values by key ("sweep.axes") to legal settings: what is not given is at its default, what is wrong is named and replaced. */
export function validateSettings(given: Readonly<Record<string, unknown>>): SettingsValidation {
  return change(defaultLabSettings, given);
}

/** Legal settings with some of them changed. */
export function changeSettings(settings: LabSettings, patch: LabPatch): SettingsValidation {
  const given: Record<string, unknown> = {};
  for (const [tab, values] of Object.entries(patch))
    for (const [name, value] of Object.entries(values)) given[`${tab}.${name}`] = value;
  return change(settings, given);
}

function change(before: LabSettings, given: Readonly<Record<string, unknown>>): SettingsValidation {
  const problems: FieldProblem[] = [];
  const settings: Record<string, Record<string, unknown>> = {};
  for (const tab of Object.keys(before)) settings[tab] = { ...before[tab as keyof LabSettings] };
  for (const row of labKeys) {
    if (!Object.hasOwn(given, row.key)) continue;
    const { value, problems: found } = validateValue(
      row.key,
      given[row.key],
      row.field,
      labValue(before, row),
    );
    settings[row.tab][row.name] = value;
    problems.push(...found);
  }
  return { settings: settings as unknown as LabSettings, problems };
}

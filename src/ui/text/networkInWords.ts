import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { defaultSpec, fieldNames } from '../../protocol/fields';
import type { FieldName } from '../../protocol/fieldTypes';
import { differingFields, inWords } from '../../protocol/specDifferences';

/** What is named of every experiment; of the others only what is not the default. */
const always: readonly FieldName[] = ['n', 'd', 'depth', 'activation', 'horizon'];

/** An experiment in a few words, without the fields that are `swept`. */
export function networkInWords(spec: ExperimentSpec, swept: readonly FieldName[] = []): string {
  const names = new Set([...always, ...differingFields(defaultSpec, spec)]);
  return inWords(
    spec,
    fieldNames.filter((name) => names.has(name) && !swept.includes(name)),
  );
}

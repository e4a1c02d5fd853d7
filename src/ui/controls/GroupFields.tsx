import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { fields } from '../../protocol/fields';
import type { FieldName } from '../../protocol/fieldTypes';
import { experimentStore } from '../../state/experimentStore';
import { FieldControl } from './FieldControl';
import { LearningRateLimit } from './LearningRateLimit';

interface GroupFieldsProps {
  readonly names: readonly FieldName[];
  /** Takes over the choice of a data set; true if it did. */
  readonly onChoose?: (value: string) => boolean;
}

/** The fields that have an effect, and behind a disclosure those that have none here, each with the reason. */
export function GroupFields({ names, onChoose }: GroupFieldsProps) {
  const used = useStore(
    experimentStore,
    useShallow((s) => names.filter((name) => fields[name].usedBy(s.spec) === true)),
  );
  const unused = names.filter((name) => !used.includes(name));
  return (
    <>
      {used.map((name) => (
        <FieldControl key={name} name={name} onChoose={name === 'dataset' ? onChoose : undefined}>
          {name === 'lr' && <LearningRateLimit />}
        </FieldControl>
      ))}
      {unused.length > 0 && (
        <details className="unused">
          <summary>{unused.length} without effect here</summary>
          {unused.map((name) => (
            <FieldControl key={name} name={name} />
          ))}
        </details>
      )}
    </>
  );
}

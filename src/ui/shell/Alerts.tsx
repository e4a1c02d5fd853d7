import { useState } from 'react';
import { useStore } from 'zustand';
import type { FieldProblem } from '../../protocol/fieldProblem';
import { fields } from '../../protocol/fields';
import type { FieldName } from '../../protocol/fieldTypes';
import { dismissProblem, experimentStore } from '../../state/experimentStore';
import { dismissNotice, runStore } from '../../state/runStore';

/** What went wrong and what to do, in one live region; dismissing a line loses nothing but the line. */
export function Alerts() {
  const problems = useStore(experimentStore, (s) => s.problems);
  const notices = useStore(runStore, (s) => s.notices);
  const network = useStore(runStore, (s) => s.run?.statuses.nn?.message ?? null);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const said = notices.some((notice) => notice.message === network);
  return (
    <div role="alert" className="alerts">
      {problems.map((problem) => (
        <AlertLine
          key={`${problem.field ?? ''}${problem.message}`}
          text={inWords(problem)}
          onDismiss={() => dismissProblem(problem)}
        />
      ))}
      {network !== null && network !== dismissed && !said && (
        <AlertLine text={network} onDismiss={() => setDismissed(network)} />
      )}
      {notices.map((notice) => (
        <AlertLine key={notice.message} text={notice.message} onDismiss={() => dismissNotice(notice)} />
      ))}
    </div>
  );
}

/** The control's own label in place of the field's key. */
function inWords({ field, message }: FieldProblem): string {
  if (!Object.hasOwn(fields, field) || !message.startsWith(field)) return message;
  return fields[field as FieldName].label + message.slice(field.length);
}

function AlertLine({ text, onDismiss }: { readonly text: string; readonly onDismiss: () => void }) {
  return (
    <div className="problem">
      <p>{text}</p>
      <button type="button" className="button small quiet" onClick={onDismiss}>
        Dismiss
      </button>
    </div>
  );
}

import { useStore } from 'zustand';
import { formatNumber, formatTime } from '../../plots/formatNumber';
import { predictorStyle } from '../../plots/predictorStyle';
import { predictorNames, predictors } from '../../protocol/predictors';
import type { PredictorName } from '../../protocol/experimentSpec';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
import { Note } from '../symbols/Note';
import { useNote } from '../symbols/useNote';
import { MathText } from '../text/MathText';
import { errorNow } from './errorNow';
import { PredictorSwatch } from './PredictorSwatch';
import { usePlayback, useRun } from './runContext';

/** The one legend of the page: a chip names a predictor, shows its error now, and switches it on and off. */
export function PredictorChips() {
  return (
    <div className="chips" role="group" aria-label="Predictors">
      {predictorNames.map((name) => (
        <Chip key={name} name={name} />
      ))}
    </div>
  );
}

function Chip({ name }: { readonly name: PredictorName }) {
  const on = useStore(experimentStore, (s) => s.spec.predictors.includes(name));
  const known = useRun((s) => s.run?.errors[name]);
  const before = useRun((s) => s.ghost?.errors[name]);
  const error = known ?? before;
  const status = useRun((s) => s.run?.statuses[name] ?? s.ghost?.statuses[name]);
  const times = useRun((s) => s.run?.header.times);
  const text = usePlayback((s) => {
    if (!on || !times) return '';
    if (status?.state === 'refused') return 'n/a';
    if (status?.divergedAt != null && s.time >= status.divergedAt)
      return `blew up at t = ${formatTime(status.divergedAt)}`;
    const value = errorNow(error, times, s.time);
    return value === null ? '' : formatNumber(value);
  });
  const toggle = (): void => {
    const shown = experimentStore.getState().spec.predictors;
    experimentHistory.edit({
      predictors: predictorNames.filter((p) => (p === name ? !on : shown.includes(p))),
    });
  };
  const note = useNote();
  const record = predictors[name];
  return (
    <>
      <button
        ref={note.button}
        type="button"
        className="chip"
        aria-pressed={on}
        aria-label={predictorStyle[name].label}
        aria-description={text && name !== 'nn' ? `error now ${text}` : undefined}
        {...note.triggers}
        onClick={toggle}
      >
        <PredictorSwatch name={name} />
        {predictorStyle[name].label}
        {on && name !== 'nn' && (
          <span className={known || !before ? 'value' : 'value stale'}>
            <MathText text={text} />
          </span>
        )}
      </button>
      <Note
        note={note}
        name={record.fullName}
        formula={
          <>
            <MathText text={record.formula} />
            {name !== 'nn' && text !== '' && (
              <>
                ; <MathText text={text} />
              </>
            )}
          </>
        }
        help={status?.message ?? chipHelp(name, on)}
        source={record.source}
      />
    </>
  );
}

function chipHelp(name: PredictorName, on: boolean): string {
  const what = name === 'nn' ? '' : 'Its number is the RMS distance from the network at the playhead. ';
  return `${what}${on ? 'A click hides it.' : 'A click shows it.'}`;
}

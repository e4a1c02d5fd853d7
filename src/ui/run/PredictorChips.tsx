import { useStore } from 'zustand';
import { formatNumber, formatTime } from '../../plots/formatNumber';
import { predictorStyle } from '../../plots/predictorStyle';
import { predictorNames } from '../../protocol/predictors';
import type { PredictorName } from '../../protocol/experimentSpec';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
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
    const { predictors } = experimentStore.getState().spec;
    experimentHistory.edit({
      predictors: predictorNames.filter((p) => (p === name ? !on : predictors.includes(p))),
    });
  };
  return (
    <button
      type="button"
      className="chip"
      aria-pressed={on}
      aria-label={predictorStyle[name].label}
      aria-description={text && name !== 'nn' ? `error now ${text}` : undefined}
      title={status?.message ?? undefined}
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
  );
}

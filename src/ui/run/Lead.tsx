import { useMemo } from 'react';
import { useStore } from 'zustand';
import { formatNumber } from '../../plots/formatNumber';
import { predictorStyle } from '../../plots/predictorStyle';
import { fields } from '../../protocol/fields';
import { predictorNames } from '../../protocol/predictors';
import { kernelMeasureNames } from '../../protocol/run';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
import { outputScale } from '../../state/predictionError';
import { indexAt } from '../../state/recordedTime';
import type { Run } from '../../state/runState';
import { MathText } from '../text/MathText';
import { errorNow } from './errorNow';
import { leadSentence } from './leadSentence';
import { usePlayback, useRun } from './runContext';

/** The conclusion of the whole view, and one step that changes it. */
export function Lead() {
  const run = useRun((s) => s.run);
  const ghost = useRun((s) => s.ghost);
  const shown = run?.series.nn ? run : ghost;
  const scale = useMemo(() => {
    const nn = shown?.series.nn;
    return shown && nn ? outputScale(nn, shown.header.p) : 0;
  }, [shown]);
  const text = usePlayback((s) => (shown ? sentenceAt(shown, s.time, scale) : ''));
  return (
    <p className="lead">
      <span>
        <MathText text={text} />
      </span>
      <Nudge />
    </p>
  );
}

function sentenceAt(run: Run, t: number, scale: number): string {
  const { times } = run.header;
  const nn = run.series.nn;
  if (!nn || nn.count === 0) return '';
  const at = Math.min(nn.count - 1, indexAt(times, t));
  const drift = nn.measures ? nn.measures[at * kernelMeasureNames.length] : NaN;
  const theories = predictorNames.flatMap((name) => {
    const error = name === 'nn' ? null : errorNow(run.errors[name], times, t);
    const over = run.statuses[name]?.divergedAt;
    if (error === null || !Number.isFinite(error) || (over != null && t >= over)) return [];
    return [{ name, label: predictorStyle[name].label, error }];
  });
  const ntkError = theories.find(({ name }) => name === 'ntk')?.error ?? null;
  return Number.isFinite(drift) ? leadSentence({ t: times[at], drift, theories, ntkError, scale }) : '';
}

/** How near, as a factor, α must be to √m to count as the NTK scale. */
const near = 1.2;

function Nudge() {
  const width = useStore(experimentStore, (s) => s.spec.width);
  const alpha = useStore(experimentStore, (s) => s.spec.alpha);
  const used = useStore(experimentStore, (s) => fields.alpha.usedBy(s.spec) === true);
  if (!used) return null;
  const root = Math.sqrt(width);
  const lazy = alpha === 'sqrt' || (alpha > root / near && alpha < root * near) || alpha > root;
  return (
    <button
      type="button"
      className="nudge"
      onClick={() => experimentHistory.edit({ alpha: lazy ? 1 : 'sqrt' })}
    >
      {lazy
        ? 'Take α to 1 and watch the kernel move'
        : `Take α to √m = ${formatNumber(root, 3)} and watch the gap close`}
    </button>
  );
}

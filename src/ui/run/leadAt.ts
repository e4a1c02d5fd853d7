import { predictorStyle } from '../../plots/predictorStyle';
import { predictorNames } from '../../protocol/predictors';
import { kernelMeasureNames } from '../../protocol/run';
import { indexAt } from '../../state/recordedTime';
import type { Run } from '../../state/runState';
import { errorNow } from './errorNow';
import { leadSentence } from './leadSentence';

/** The sentence about a run at t; `scale` is the largest RMS of the network's output. Empty while nothing is known. */
export function leadAt(run: Run, t: number, scale: number): string {
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

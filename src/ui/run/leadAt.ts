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
  if (!nn?.measures || nn.count === 0) return '';
  const at = Math.min(nn.count - 1, indexAt(times, t));
  // The sentence names the recorded time, and its numbers are of that time.
  const now = times[at];
  const drift = nn.measures[at * kernelMeasureNames.length];
  const theories = predictorNames.flatMap((name) => {
    const error = name === 'nn' ? null : errorNow(run.errors[name], times, now);
    const over = run.statuses[name]?.divergedAt;
    if (error === null || !Number.isFinite(error) || (over != null && now >= over)) return [];
    return [{ name, label: predictorStyle[name].label, error }];
  });
  const ntkError = theories.find(({ name }) => name === 'ntk')?.error ?? null;
  const end = run.statuses.nn?.divergedAt ?? null;
  const divergedAt = end !== null && t >= end ? end : null;
  return leadSentence({ t: now, divergedAt, drift, theories, ntkError, scale });
}

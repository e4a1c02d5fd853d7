import { predictorNames } from '../../protocol/predictors';
import type { Run } from '../../state/runState';
import { spokenTheory } from '../text/spokenTheory';
import { driftAt } from './driftAt';
import { errorNow } from './errorNow';
import { leadSentence } from './leadSentence';

/**
 * The sentence about a run at t, or where the network has not come as far, at its last moment; `scale` is the largest RMS of the network's
 * output. Empty while nothing is known.
 */
export function leadAt(run: Run, t: number, scale: number): string {
  const { times } = run.header;
  const nn = run.series.nn;
  if (!nn || nn.count === 0) return '';
  const now = Math.min(t, times[nn.count - 1]);
  const end = run.statuses.nn?.divergedAt ?? null;
  const divergedAt = end !== null && t >= end ? end : null;
  if (now === 0 && t > 0 && divergedAt === null) return '';
  const drift = driftAt(run, now);
  if (drift === null) return '';
  const theories = predictorNames.flatMap((name) => {
    const error = name === 'nn' ? null : errorNow(run.errors[name], times, now);
    const over = run.statuses[name]?.divergedAt;
    if (error === null || !Number.isFinite(error) || (over != null && now >= over)) return [];
    return [{ name, label: spokenTheory(name), error }];
  });
  const ntkError = theories.find(({ name }) => name === 'ntk')?.error ?? null;
  return leadSentence({ t: now, divergedAt, drift, theories, ntkError, scale });
}

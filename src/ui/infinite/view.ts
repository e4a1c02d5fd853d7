/** What the cards of the lab look at: everything that has come, at one of the recorded times. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { EnsembleMember, LimitAnswer } from '../../protocol/ensemble';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import type { EnsemblePlan } from '../../state/ensemblePlan';
import { ensembleStore } from '../../state/ensembleStore';
import { labSettingsStore } from '../../state/labSettings';

export interface EnsembleView {
  readonly spec: ExperimentSpec;
  readonly plan: EnsemblePlan;
  readonly limit: LimitAnswer;
  /** Networks that reached the end. */
  readonly members: readonly EnsembleMember[];
  /** Index of the time shown, and the time. */
  readonly k: number;
  readonly t: number;
}

/** Null before the limit is there. */
export function useEnsembleView(): EnsembleView | null {
  const plan = useStore(ensembleStore, (s) => s.plan);
  const limit = useStore(ensembleStore, (s) => s.limit);
  const members = useStore(ensembleStore, (s) => s.members);
  const time = useStore(labSettingsStore, (s) => s.infinite.time);
  return useMemo(() => {
    if (!plan || !limit) return null;
    const k = nearestTime(limit.times, time);
    const whole = members.filter(({ divergedAt }) => divergedAt === null);
    return { spec: plan.spec, plan, limit, members: whole, k, t: limit.times[k] };
  }, [plan, limit, members, time]);
}

export function nearestTime(times: ArrayLike<number>, t: number): number {
  let best = 0;
  for (let k = 1; k < times.length; k++) if (Math.abs(times[k] - t) < Math.abs(times[best] - t)) best = k;
  return best;
}

/** Row k of a [T, size] array. */
export function rowOf(values: Float64Array, k: number, size: number): Float64Array {
  return values.subarray(k * size, (k + 1) * size);
}

export const pick = (values: ArrayLike<number>, chosen: readonly number[]): Float64Array =>
  Float64Array.from(chosen, (i) => values[i]);

/** What the horizontal axis of functions says. */
export const axisTitle = { angle: 'angle γ', line: 'x', index: 'held-out point' } as const;

export const needsLimit = 'Computing the limit.';

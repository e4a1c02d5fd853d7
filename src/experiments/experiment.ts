/**
 * A figure, theorem or claim of a paper as a live experiment: what to run, what to look for, and the claim itself as a predicate
 * on the numbers that came out. A check that fails is a finding ("not seen here, because …"), not an error.
 */
import type { HierarchyAnalysis } from '../protocol/analysis';
import type { ExperimentSpec, PredictorName } from '../protocol/experimentSpec';
import type { PredictorFrames, RunHeader } from '../protocol/run';
import type { SweepPlan, SweepRow } from '../protocol/sweep';

/** One run as it is recorded: every predictor's frames from the first time on. */
export interface RunNumbers {
  readonly header: RunHeader;
  readonly series: Readonly<Partial<Record<PredictorName, Omit<PredictorFrames, 'first'>>>>;
}

/** What there is to judge by; any part may be missing. */
export interface ExperimentNumbers {
  readonly rows?: readonly SweepRow[];
  readonly run?: RunNumbers;
  readonly analysis?: HierarchyAnalysis;
}

export interface Finding {
  /** The claim holds of these numbers; null where they do not suffice to tell. */
  readonly seen: boolean | null;
  /** One or two sentences with the numbers that decide. */
  readonly text: string;
}

export interface Experiment {
  /** HY1 … HY9, N1, N2. */
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly spec: ExperimentSpec;
  /** What to repeat, where one run does not show it. */
  readonly sweep?: SweepPlan;
  /** Two or three sentences. */
  readonly lookFor: string;
  readonly check: (numbers: ExperimentNumbers) => Finding;
}

export const notEnough = (what: string): Finding => ({ seen: null, text: `Not computed yet: ${what}.` });

export const finding = (seen: boolean, text: string, because = ''): Finding => ({
  seen,
  text: seen ? text : because === '' ? text : `${text} ${because}`,
});

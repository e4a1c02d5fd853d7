/** What is known of a run, as plain data. */
import type { PredictorName } from '../protocol/experimentSpec';
import type { EngineProblem, PredictorStatus, RunHeader } from '../protocol/run';
import type { PredictionError } from './predictionError';
import type { PredictorSeries } from './predictorSeries';

export type ByPredictor<T> = Readonly<Partial<Record<PredictorName, T>>>;

export interface Run {
  readonly header: RunHeader;
  readonly series: ByPredictor<PredictorSeries>;
  readonly errors: ByPredictor<PredictionError>;
  /** Time until which each predictor stays within 5 % (null: to the end of what is recorded). */
  readonly trusted: ByPredictor<number | null>;
  readonly statuses: ByPredictor<PredictorStatus>;
}

export interface Progress {
  readonly fraction: number;
  readonly secondsLeft: number | null;
}

export interface RunState {
  readonly run: Run | null;
  readonly ghost: Run | null;
  readonly computing: boolean;
  readonly progress: Progress | null;
  readonly notices: readonly EngineProblem[];
  /** The number of the run on the screen (−1: none), and of the newest one asked for. */
  readonly shownId: number;
  readonly expectedId: number;
  /** The newest run continues the arrays at hand with more predictors. */
  readonly keep: boolean;
}

export const nothingKnown: RunState = {
  run: null,
  ghost: null,
  computing: false,
  progress: null,
  notices: [],
  shownId: -1,
  expectedId: -1,
  keep: false,
};

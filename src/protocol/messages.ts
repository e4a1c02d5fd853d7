/** Everything that crosses between the page and a worker. Tagged unions; every switch on `kind` is closed. */
import type { ExperimentSpec, PredictorName } from './experimentSpec';
import type { EngineProblem, RunEvent } from './run';

export type Command =
  /** Compute these predictors of this spec. A newer run replaces the one under way. */
  | {
      readonly kind: 'run';
      readonly runId: number;
      readonly spec: ExperimentSpec;
      readonly predictors: readonly PredictorName[];
    }
  /** Stop what runs within 200 ms; answered by `idle`. */
  | { readonly kind: 'cancel' }
  /** The page has drawn the event with this sequence number: the next may come. */
  | { readonly kind: 'acknowledge'; readonly sequence: number }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' };

export type Message =
  | { readonly kind: 'ready' }
  | { readonly kind: 'event'; readonly runId: number; readonly sequence: number; readonly event: RunEvent }
  | { readonly kind: 'failed'; readonly runId: number; readonly problem: EngineProblem }
  | { readonly kind: 'idle' };

/** Everything that crosses between the page and a worker. Tagged unions; every switch on `kind` is closed. */
import type { AnalysisRequest, Discrepancies, HierarchyAnalysis } from './analysis';
import type { ExperimentSpec, PredictorName } from './experimentSpec';
import type { Checkpoint, EngineProblem, RunEvent } from './run';
import type { SweepMember, SweepOutput, SweepRow } from './sweep';

export type Command =
  /** Compute these predictors of this spec. A newer run replaces the one under way. */
  | {
      readonly kind: 'run';
      readonly runId: number;
      readonly spec: ExperimentSpec;
      readonly predictors: readonly PredictorName[];
      /** The network goes on from here: what an earlier worker reached before it died. */
      readonly from?: Checkpoint;
    }
  /** Kernels of order 2 … 5 at one moment of a run; answered by `analysis`. */
  | { readonly kind: 'analyse'; readonly runId: number; readonly request: AnalysisRequest }
  /** The four discrepancies of MATH §5 and HY §4 at the horizon; answered by `discrepancies`. */
  | { readonly kind: 'compare'; readonly runId: number; readonly spec: ExperimentSpec }
  /** One member of a sweep; answered by `row`. */
  | {
      readonly kind: 'member';
      readonly runId: number;
      readonly member: SweepMember;
      readonly outputs: readonly SweepOutput[];
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
  | { readonly kind: 'analysis'; readonly runId: number; readonly analysis: HierarchyAnalysis }
  | { readonly kind: 'discrepancies'; readonly runId: number; readonly discrepancies: Discrepancies }
  | { readonly kind: 'row'; readonly runId: number; readonly row: SweepRow }
  | { readonly kind: 'failed'; readonly runId: number; readonly problem: EngineProblem }
  | { readonly kind: 'idle' };

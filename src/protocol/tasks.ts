/**
 * Every kind of work that a worker does for the page, a test or the command line: what is asked, what is heard on the way, and what
 * comes back. One entry here, one handler in `engine/tasks/`; the pool and the protocol need not know what a task computes.
 */
import type { AnalysisRequest, Discrepancies, HierarchyAnalysis } from './analysis';
import type { ConvolutionAnswer, ConvolutionRequest } from './convolution';
import type {
  DepthEvent,
  DepthNetwork,
  DepthNetworksRequest,
  DepthRequest,
  PhaseEvent,
  PhaseRequest,
} from './depth';
import type { EnsembleAnswer, EnsembleRequest, LimitAnswer, LimitRequest } from './ensemble';
import type { ExperimentSpec, PredictorName } from './experimentSpec';
import type {
  ChaosEvent,
  ChaosRequest,
  ChaosRow,
  DensityEvent,
  DensityRequest,
  ParticlesEvent,
  ParticlesFrame,
  ParticlesRequest,
} from './meanField';
import type { RepopulationAnswer, RepopulationRequest } from './repopulation';
import type { RidgePathAnswer, RidgePathRequest } from './ridgePath';
import type { Checkpoint, RunEvent } from './run';
import type { SgdCloudAnswer, SgdCloudRequest, SgdTheory, SgdTheoryRequest } from './sgd';
import type { SharpnessRecord } from './sharpness';
import type { SweepMember, SweepOutput, SweepRow } from './sweep';

/** What any task may say on its way. */
export interface ProgressEvent {
  readonly kind: 'progress';
  readonly fraction: number;
  readonly secondsLeft: number | null;
}

interface Task<Request, Event, Answer> {
  readonly request: Request;
  /** Heard while the task is computed; typed arrays in it change hands. */
  readonly event: Event;
  readonly answer: Answer;
}

export interface Tasks {
  /** These predictors of this spec through all recorded times. */
  readonly run: Task<
    {
      readonly spec: ExperimentSpec;
      readonly predictors: readonly PredictorName[];
      /** Exactly these times; the page's own when absent. */
      readonly times?: readonly number[];
      /** The network goes on from here: what an earlier worker reached before it died. */
      readonly from?: Checkpoint;
    },
    RunEvent,
    null
  >;
  /** Kernels of order 2 … 5 at one moment of a run. */
  readonly kernels: Task<AnalysisRequest, ProgressEvent, HierarchyAnalysis>;
  /** The four discrepancies of MATH §5 and HY §4 at the horizon. */
  readonly compare: Task<{ readonly spec: ExperimentSpec }, ProgressEvent, Discrepancies>;
  /** The largest eigenvalue of the loss's Hessian at these times of a run, at some 25 of the recorded ones when absent. */
  readonly sharpness: Task<
    { readonly spec: ExperimentSpec; readonly times?: readonly number[] },
    ProgressEvent,
    SharpnessRecord
  >;
  /** One member of a sweep. */
  readonly member: Task<
    { readonly member: SweepMember; readonly outputs: readonly SweepOutput[] },
    ProgressEvent,
    SweepRow
  >;
  /** Networks of one spec that differ in their seed. */
  readonly ensemble: Task<EnsembleRequest, ProgressEvent, EnsembleAnswer>;
  /** The infinitely wide network of a spec: its mean and covariance at some times, its kernel with its principal components. */
  readonly limit: Task<LimitRequest, ProgressEvent, LimitAnswer>;
  /** One network trained with many orders of its mini-batches. */
  readonly sgdCloud: Task<SgdCloudRequest, ProgressEvent, SgdCloudAnswer>;
  /** What is expected of those: gradient descent, the mean and the covariance around it. */
  readonly sgdTheory: Task<SgdTheoryRequest, ProgressEvent, SgdTheory>;
  /** The phase diagram of an activation, coarse pictures first. */
  readonly phase: Task<PhaseRequest, PhaseEvent, null>;
  /** An initialisation through its layers; its curves as they are ready. */
  readonly depthCurves: Task<DepthRequest, DepthEvent, null>;
  /** Finite networks at initialisation by depth, one after another. */
  readonly depthNetworks: Task<DepthNetworksRequest, DepthNetwork, null>;
  /** Kernels of an infinitely wide convolutional network between a few signals. */
  readonly convolution: Task<ConvolutionRequest, ProgressEvent, ConvolutionAnswer>;
  /** The mean-field PDE of a spec on a grid, moment by moment. */
  readonly density: Task<DensityRequest, DensityEvent, null>;
  /** M particles of the mean field in a plane, moment by moment; the last of them is the answer. */
  readonly particles: Task<ParticlesRequest, ParticlesEvent, ParticlesFrame>;
  /** How far independent populations of M neurons are from infinitely many. */
  readonly chaos: Task<ChaosRequest, ChaosEvent, readonly ChaosRow[]>;
  /** Features drawn from a learned density of trained neurons, beside those of the start. */
  readonly repopulation: Task<RepopulationRequest, ProgressEvent, RepopulationAnswer>;
  /** The tangent kernel with regularisation along λ, beside the network regularised towards its start. */
  readonly ridgePath: Task<RidgePathRequest, ProgressEvent, RidgePathAnswer>;
}

export type TaskName = keyof Tasks;
export type TaskRequest<K extends TaskName> = Tasks[K]['request'];
export type TaskEvent<K extends TaskName> = Tasks[K]['event'];
export type TaskAnswer<K extends TaskName> = Tasks[K]['answer'];

/** Whoever computes tasks: the page's pool of workers, or the engine in this very process. */
export type Ask = <K extends TaskName>(
  task: K,
  request: TaskRequest<K>,
  options?: {
    readonly onEvent?: (event: TaskEvent<K>) => void | Promise<void>;
    readonly signal?: AbortSignal;
  },
) => Promise<TaskAnswer<K>>;

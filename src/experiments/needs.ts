/**
 * What an experiment needs computed, as data: tasks with their requests. A sweep is many `member` tasks, a run's frames are put together;
 * the answer of any other task is evidence as it stands, so that a new task can be needed without a change here.
 */
import type { ExperimentSpec } from '../protocol/experimentSpec';
import type { SweepPlan, SweepRow } from '../protocol/sweep';
import type { ProgressEvent, TaskAnswer, TaskEvent, TaskName, TaskRequest } from '../protocol/tasks';
import type { RunNumbers } from './runNumbers';

/** One run with the predictors of its spec, at these times or at the page's own. */
export interface RunNeed {
  readonly task: 'run';
  readonly spec: ExperimentSpec;
  readonly times?: readonly number[];
}

export interface SweepNeed {
  readonly task: 'sweep';
  readonly plan: SweepPlan;
}

/** Tasks that are asked for as they are. */
type PlainTask = Exclude<TaskName, 'run' | 'member'>;

export type TaskNeed = {
  readonly [K in PlainTask]: { readonly task: K; readonly request: TaskRequest<K> };
}[PlainTask];

export type OneNeed = RunNeed | SweepNeed | TaskNeed;

/** By name; a list where one name stands for several, as for runs that differ in their seed. */
export type Needs = Readonly<Record<string, OneNeed | readonly OneNeed[]>>;

/** A task's answer; what was heard on the way where it has none. */
type TaskEvidence<K extends PlainTask> =
  TaskAnswer<K> extends null ? readonly Exclude<TaskEvent<K>, ProgressEvent>[] : TaskAnswer<K>;

/** What comes of a need. A sweep's rows may be fewer than its members: some may have failed. */
export type EvidenceOf<N> = N extends readonly (infer One)[]
  ? readonly EvidenceOf<One>[]
  : N extends RunNeed
    ? RunNumbers
    : N extends SweepNeed
      ? readonly SweepRow[]
      : N extends { readonly task: infer K extends PlainTask }
        ? TaskEvidence<K>
        : never;

export type Evidence<N extends Needs = Needs> = { readonly [K in keyof N]: EvidenceOf<N[K]> };

export const sweep = (plan: SweepPlan): SweepNeed => ({ task: 'sweep', plan });
export const run = (spec: ExperimentSpec): RunNeed => ({ task: 'run', spec });

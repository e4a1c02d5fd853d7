import type { ExperimentSpec } from '../../protocol/experimentSpec';
import type { TaskAnswer, TaskEvent, TaskName, TaskRequest } from '../../protocol/tasks';
import type { Chosen } from '../chooseBackend';
import type { Backend } from '../tensor/backend';
import type { TheoryCurve } from '../sweep/theoryCurve';
import type { Clock } from '../work/clock';
import type { Pause } from '../work/pause';
import type { Recent } from '../work/recent';

/** What every task may compute with. */
export interface TaskMeans {
  readonly clock: Clock;
  readonly float64: () => Promise<Backend>;
  /** The faster backend for this configuration, or the one it asks for. */
  readonly choose: (spec: ExperimentSpec) => Promise<Chosen>;
  /** Curves of infinite networks that members of sweeps share. */
  readonly limits: Recent<TheoryCurve>;
  /** Rejects when the GPU goes away; null while there is none. */
  readonly gpuLost: () => Promise<never> | null;
}

/** One task's conversation with whoever asked. */
export interface TaskContext<K extends TaskName> {
  readonly emit: (event: TaskEvent<K>) => Promise<void>;
  readonly pause: Pause;
}

export type TaskHandler<K extends TaskName> = (
  request: TaskRequest<K>,
  means: TaskMeans,
  context: TaskContext<K>,
) => Promise<TaskAnswer<K>>;

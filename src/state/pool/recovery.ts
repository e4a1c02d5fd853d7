import type { EngineProblem } from '../../protocol/run';
import type { TaskEvent, TaskName, TaskRequest } from '../../protocol/tasks';

export interface Death {
  /** Why the worker ended, as a person reads it. */
  readonly reason: string;
  /** Its graphics processor was lost: the worker itself was well. */
  readonly gpuLost: boolean;
}

/** How a task goes on when its worker has died. */
export interface Recovery<K extends TaskName> {
  /** Hears every event of the task, before whoever asked. */
  heard(event: TaskEvent<K>): void;
  /** What a fresh worker is asked, or why the task is given up. */
  after(death: Death): { readonly request: TaskRequest<K> } | { readonly problem: EngineProblem };
}

/** Tries the same request once more. */
export function tryAgain<K extends TaskName>(request: TaskRequest<K>): Recovery<K> {
  let tried = false;
  return {
    heard: () => undefined,
    after({ reason }) {
      if (!tried) {
        tried = true;
        return { request };
      }
      const message = `The engine stopped twice (${reason}). Take fewer points, a smaller width or a lower order.`;
      return { problem: { name: 'EngineStopped', message, field: null } };
    },
  };
}

import { HeardOnce } from '../../protocol/heardOnce';
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
  /** Hears every event of the task, and tells whether whoever asked is to hear it: not what an earlier worker said already. */
  heard(event: TaskEvent<K>): boolean;
  /** What a fresh worker is asked, or why the task is given up. */
  after(death: Death): { readonly request: TaskRequest<K> } | { readonly problem: EngineProblem };
}

/** So many workers that die one after another without coming further than those before end a task: two may be two accidents. */
export const fruitlessAttempts = 3;

/** Tries the same request again from its beginning, as long as every worker comes further than all before it. */
export function tryAgain<K extends TaskName>(task: K, request: TaskRequest<K>): Recovery<K> {
  const once = new HeardOnce(task);
  let fraction = 0;
  let furthest = 0;
  let fruitless = 0;
  return {
    heard(event) {
      if (event.kind === 'progress') fraction = Math.max(fraction, event.fraction);
      return once.takes(event);
    },
    after({ reason }) {
      const reached = once.count + fraction;
      fruitless = reached > furthest ? 0 : fruitless + 1;
      furthest = reached;
      once.again();
      if (fruitless < fruitlessAttempts) return { request };
      const message = `The engine stopped again and again (${reason}). Take fewer points, a smaller width or a lower order.`;
      return { problem: { name: 'EngineStopped', message, field: null } };
    },
  };
}

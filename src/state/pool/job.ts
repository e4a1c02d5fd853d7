import type { EngineProblem } from '../../protocol/run';
import type { TaskAnswer, TaskEvent, TaskName, TaskRequest } from '../../protocol/tasks';
import type { Recovery } from './recovery';

/** A task waits only for tasks of its own priority or a higher one: a sweep for everything, a question for other questions. */
export const priorities = { sweep: 0, run: 1, question: 2 } as const;
export type Priority = keyof typeof priorities;

/** One task that was asked for, while it waits or is computed. The pool need not know which. */
export interface Job<K extends TaskName = TaskName> {
  readonly id: number;
  readonly task: K;
  request: TaskRequest<K>;
  readonly priority: Priority;
  readonly key: string | null;
  readonly recovery: Recovery<K>;
  readonly onEvent: (event: TaskEvent<K>) => void | Promise<void>;
  /** Each ends the job; nothing is said after. */
  readonly answer: (answer: TaskAnswer<K>) => void;
  readonly fail: (problem: EngineProblem) => void;
  readonly cancel: () => void;
  /** Its promise is settled: the worker that still computes it is to stop. */
  ended: boolean;
  /** There was no place for it when it was asked. */
  waited: boolean;
}

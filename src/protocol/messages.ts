/** Everything that crosses between the page and a worker. Tagged unions; every switch on `kind` is closed. */
import type { EngineProblem } from './run';
import type { TaskAnswer, TaskEvent, TaskName, TaskRequest } from './tasks';

/** Compute this; whatever was under way is dropped. Ends with `answer` or `failed`, unless it is cancelled. */
export type AskCommand = {
  readonly [K in TaskName]: {
    readonly kind: 'ask';
    readonly id: number;
    readonly task: K;
    readonly request: TaskRequest<K>;
  };
}[TaskName];

export type Command =
  | AskCommand
  /** Stop what is computed within 200 ms; answered by `idle`. */
  | { readonly kind: 'cancel' }
  /** The page has taken the event with this sequence number: the next may come. */
  | { readonly kind: 'acknowledge'; readonly sequence: number }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' };

/**
 * What a worker holds for as long as it lives, under its own name: whoever is granted the lock, or may delete the database, knows
 * that the worker is no more.
 */
export type LifeSign = 'lock' | 'database';

export type Message =
  /** The worker has started; it shows no sign of life where the browser knows neither. */
  | { readonly kind: 'ready'; readonly life?: LifeSign }
  | {
      readonly kind: 'event';
      readonly id: number;
      readonly sequence: number;
      readonly event: TaskEvent<TaskName>;
    }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: TaskAnswer<TaskName> }
  | { readonly kind: 'failed'; readonly id: number; readonly problem: EngineProblem }
  | { readonly kind: 'idle' };

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

export type Message =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'event';
      readonly id: number;
      readonly sequence: number;
      readonly event: TaskEvent<TaskName>;
    }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: TaskAnswer<TaskName> }
  | { readonly kind: 'failed'; readonly id: number; readonly problem: EngineProblem }
  | { readonly kind: 'idle' };

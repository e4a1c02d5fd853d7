/** One process of a pool: does the tasks it is sent, one at a time, with the handlers of the page's workers. */
import { createAskHere } from '../engine/tasks/askHere';
import type { TaskAnswer, TaskEvent, TaskName, TaskRequest } from '../protocol/tasks';

export interface TaskOrder {
  readonly task: TaskName;
  readonly request: TaskRequest<TaskName>;
}

export type TaskReply =
  | { readonly kind: 'event'; readonly event: TaskEvent<TaskName> }
  | { readonly kind: 'answer'; readonly answer: TaskAnswer<TaskName> }
  | { readonly kind: 'failed'; readonly message: string };

const ask = createAskHere();
const reply = (message: TaskReply): void => {
  process.send?.(message);
};

process.on('message', ({ task, request }: TaskOrder) => {
  ask(task, request, { onEvent: (event) => reply({ kind: 'event', event }) }).then(
    (answer) => reply({ kind: 'answer', answer }),
    (thrown: unknown) =>
      reply({ kind: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown) }),
  );
});
process.on('disconnect', () => process.exit());

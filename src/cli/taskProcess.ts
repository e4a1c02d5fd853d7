/** One process of a pool: computes what it is sent, one task at a time. */
import { createAskHere } from '../engine/tasks/askHere';
import { problemFrom } from '../engine/work/engineError';
import type { EngineProblem } from '../protocol/run';
import type { TaskAnswer, TaskEvent, TaskName, TaskRequest } from '../protocol/tasks';

export interface ProcessRequest {
  readonly task: TaskName;
  readonly request: TaskRequest<TaskName>;
}

export type ProcessReply =
  | { readonly kind: 'event'; readonly event: TaskEvent<TaskName> }
  | { readonly kind: 'answer'; readonly answer: TaskAnswer<TaskName> }
  | { readonly kind: 'failed'; readonly problem: EngineProblem };

const ask = createAskHere();
/** Given to every task so that it pauses: only then is it noticed that whoever asked has ended. */
const { signal } = new AbortController();
const reply = (message: ProcessReply): void => {
  // Whoever asked may have ended in between: then nobody waits for the rest.
  process.send?.(message, undefined, undefined, (error) => {
    if (error) process.exit();
  });
};

process.on('message', ({ task, request }: ProcessRequest) => {
  ask(task, request, { signal, onEvent: (event) => reply({ kind: 'event', event }) }).then(
    (answer) => reply({ kind: 'answer', answer }),
    (thrown: unknown) => reply({ kind: 'failed', problem: problemFrom(thrown) }),
  );
});
process.on('disconnect', () => process.exit());

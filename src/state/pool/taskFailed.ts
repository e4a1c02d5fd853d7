import type { EngineProblem } from '../../protocol/run';

/** A task that has no answer, with a problem a person can act on. */
export class TaskFailed extends Error {
  constructor(readonly problem: EngineProblem) {
    super(problem.message);
    this.name = problem.name;
  }
}

/** Nobody waits for this task any more: it was aborted, or a newer one of its key took its place. */
export class TaskCancelled extends Error {
  constructor() {
    super('The task was replaced or stopped.');
    this.name = 'Cancelled';
  }
}

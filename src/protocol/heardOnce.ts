import type { TaskEvent, TaskName } from './tasks';

/**
 * What a task said before its worker or process died, so that nothing is handed on twice when it is begun again. A task says the
 * same in the same order wherever it is computed, but for progress, and but for a run: its frames come in batches as the clock will have
 * it, carry their place among the times, and each attempt begins with a header.
 */
export class HeardOnce {
  /** Events of this attempt, and of the one that came furthest. */
  private heard = 0;
  private most = 0;

  constructor(private readonly task: TaskName) {}

  /** Tells whether the event is to be handed on. */
  takes(event: TaskEvent<TaskName>): boolean {
    if (this.task === 'run' || event.kind === 'progress') return true;
    if (++this.heard <= this.most) return false;
    this.most = this.heard;
    return true;
  }

  /** The task is begun again. */
  again(): void {
    this.heard = 0;
  }

  get count(): number {
    return this.most;
  }
}

import type { Checkpoint, RunEvent } from '../../protocol/run';
import type { Clock } from '../work/clock';

/** A run that takes longer than this, in milliseconds, leaves checkpoints that often. */
const checkpointInterval = 2000;

/** Leaves checkpoints of a long run, from which a fresh worker can go on. */
export class Checkpoints {
  private last: number;

  constructor(
    private readonly clock: Clock,
    private readonly emit: (event: RunEvent) => Promise<void>,
  ) {
    this.last = clock.now();
  }

  async after(index: number, take: (index: number) => Promise<Checkpoint | null>): Promise<void> {
    if (this.clock.now() - this.last < checkpointInterval) return;
    const checkpoint = await take(index);
    if (checkpoint) await this.emit({ kind: 'checkpoint', checkpoint });
    this.last = this.clock.now();
  }
}

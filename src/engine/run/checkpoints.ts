import type { Checkpoint, RunEvent } from '../../protocol/run';
import type { Clock } from '../work/clock';

/** A run that takes longer than this, in milliseconds, leaves checkpoints that often: a worker that lives so long has come further. */
const checkpointInterval = 300;
/** Or so many times what the last one cost: reading back a large network may take a second. */
const costs = 20;

/** Leaves checkpoints of a long run, from which a fresh worker can go on. */
export class Checkpoints {
  private last: number;
  private cost = 0;

  constructor(
    private readonly clock: Clock,
    private readonly emit: (event: RunEvent) => Promise<void>,
  ) {
    this.last = clock.now();
  }

  async after(index: number, take: (index: number) => Promise<Checkpoint | null>): Promise<void> {
    const start = this.clock.now();
    if (start - this.last < Math.max(checkpointInterval, costs * this.cost)) return;
    const checkpoint = await take(index);
    if (checkpoint) await this.emit({ kind: 'checkpoint', checkpoint });
    this.last = this.clock.now();
    this.cost = this.last - start;
  }
}

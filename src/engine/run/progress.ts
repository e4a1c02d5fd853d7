import type { RunEvent } from '../../protocol/run';
import type { Clock } from '../work/clock';

/** Progress is announced this often, in milliseconds. */
const progressInterval = 100;

/** Announces how far a run has come, and how long it will take from here. */
export class Progress {
  private readonly start: number;
  private last: number;

  constructor(
    private readonly total: number,
    private readonly clock: Clock,
    private readonly emit: (event: RunEvent) => Promise<void>,
  ) {
    this.start = clock.now();
    this.last = this.start;
  }

  async report(done: number): Promise<void> {
    const now = this.clock.now();
    if (now - this.last < progressInterval) return;
    this.last = now;
    const fraction = done / this.total;
    const secondsLeft = (((now - this.start) / fraction) * (1 - fraction)) / 1000;
    await this.emit({ kind: 'progress', fraction, secondsLeft });
  }
}

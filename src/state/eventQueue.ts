/**
 * Gathers what the engine says, so that the page is redrawn once for all of it: a run's first curve and its network's first frames
 * before the next paint, everything else at a pace that leaves the processor to the engine.
 */
import type { PredictorName } from '../protocol/experimentSpec';
import type { RunEvent } from '../protocol/run';
import type { PoolClock } from './pool/poolClock';
import { receiveAll } from './runStore';
import type { Heard } from './runStore';

/** Milliseconds that news may wait: a redraw of every plot takes about 25 of the page's thread. */
const pace = 100;

export class EventQueue {
  private heard: Heard[] = [];
  /** The run that has a curve on the screen, or before the next paint, and the one whose network has. */
  private begunId = -Infinity;
  private networkId = -Infinity;
  private scheduled = false;
  private stopTimer: (() => void) | null = null;

  /** `soon` calls back before the next paint. */
  constructor(
    private readonly soon: (call: () => void) => void,
    private readonly clock: PoolClock,
  ) {}

  add(runId: number, event: RunEvent): void {
    this.heard.push({ runId, event });
    if (event.kind === 'frames' && this.isFirst(runId, event.frames.predictor)) this.schedule();
    else this.stopTimer ??= this.clock.after(pace, () => this.schedule());
  }

  flush(): void {
    this.stopTimer?.();
    this.stopTimer = null;
    this.scheduled = false;
    if (this.heard.length === 0) return;
    const heard = this.heard;
    this.heard = [];
    receiveAll(heard);
  }

  private isFirst(runId: number, predictor: PredictorName): boolean {
    const first = runId > this.begunId || (predictor === 'nn' && runId > this.networkId);
    this.begunId = Math.max(this.begunId, runId);
    if (predictor === 'nn') this.networkId = Math.max(this.networkId, runId);
    return first;
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    this.soon(() => this.flush());
  }
}

/** The next animation frame; a hidden page paints none and gets a timer. */
export function beforePaint(call: () => void): void {
  if (document.hidden) setTimeout(call, 16);
  else requestAnimationFrame(call);
}

/** Gathers what the engine says between two paints, so that the page is redrawn once for all of it. */
import type { RunEvent } from '../protocol/run';
import { receiveAll } from './runStore';
import type { Heard } from './runStore';

export class EventQueue {
  private heard: Heard[] = [];
  private scheduled = false;

  /** `soon` calls back before the next paint. */
  constructor(private readonly soon: (call: () => void) => void) {}

  add(runId: number, event: RunEvent): void {
    this.heard.push({ runId, event });
    if (this.scheduled) return;
    this.scheduled = true;
    this.soon(() => this.flush());
  }

  flush(): void {
    this.scheduled = false;
    if (this.heard.length === 0) return;
    const heard = this.heard;
    this.heard = [];
    receiveAll(heard);
  }
}

/** The next animation frame; a hidden page paints none and gets a timer. */
export function beforePaint(call: () => void): void {
  if (document.hidden) setTimeout(call, 16);
  else requestAnimationFrame(call);
}

import type { Command, Message } from '../../protocol/messages';
import type { PoolClock } from './poolClock';
import type { WorkerPort } from './workerPort';

export interface WorkerSources {
  /** The engine's script from its address: over the network, or from the browser's cache. */
  readonly byAddress: () => WorkerPort;
  /** The same script from the page's memory; null while it is not there. */
  readonly fromMemory: () => WorkerPort | null;
}

/** A worker starts in a tenth of a second; it is waited for this long, in milliseconds, before another is started beside it. */
const patience = 2000;
/** Each is waited for twice as long as the one before: 30 s in all, in which 40 kbit/s bring the script. */
const starts = 4;

/**
 * A worker that is being started, as one port. Until one has spoken there is nothing to watch (`watchLife`), so one that ends before
 * is known by nothing but its silence, and so is one whose script the network holds back. None is ended for being slow: another is
 * started beside it, and whichever speaks first is the worker from then on. Where the address fails (no network, a newer version in
 * its place) the script in memory starts it.
 */
export class StartingPort implements WorkerPort {
  onmessage: WorkerPort['onmessage'] = null;
  onerror: WorkerPort['onerror'] = null;
  onmessageerror: WorkerPort['onmessageerror'] = null;
  onend: WorkerPort['onend'] = null;
  private attempts: WorkerPort[] = [];
  private started = 0;
  private chosen: WorkerPort | null = null;
  /** Told to every attempt, until one is chosen. */
  private said: Command[] = [];
  private stopTimer: (() => void) | null = null;

  constructor(
    private readonly sources: WorkerSources,
    private readonly clock: PoolClock,
  ) {
    this.begin(sources.byAddress());
  }

  postMessage(command: Command): void {
    if (this.chosen) return this.chosen.postMessage(command);
    this.said.push(command);
    for (const attempt of this.attempts) attempt.postMessage(command);
  }

  terminate(): void {
    this.stopTimer?.();
    for (const attempt of this.attempts) end(attempt);
    this.attempts = [];
  }

  private begin(attempt: WorkerPort): void {
    this.attempts.push(attempt);
    attempt.onmessage = (event) => this.hear(attempt, event);
    attempt.onerror = ({ message }) => this.fail(attempt, message);
    attempt.onmessageerror = (event) => this.onmessageerror?.(event);
    attempt.onend = () => this.onend?.();
    for (const command of this.said) attempt.postMessage(command);
    this.stopTimer?.();
    this.stopTimer = this.clock.after(patience * 2 ** this.started++, () => this.late());
  }

  private hear(attempt: WorkerPort, event: MessageEvent<Message>): void {
    if (!this.chosen) this.choose(attempt);
    this.onmessage?.(event);
  }

  private choose(attempt: WorkerPort): void {
    this.stopTimer?.();
    this.chosen = attempt;
    for (const other of this.attempts) if (other !== attempt) end(other);
    this.attempts = [attempt];
    this.said = [];
  }

  private late(): void {
    if (this.started < starts) {
      try {
        return this.begin(this.sources.fromMemory() ?? this.sources.byAddress());
      } catch {
        // The others are waited for; nothing more is begun.
        this.started = starts;
      }
    }
    if (this.attempts.length > 0) this.give(`it has not started within ${seconds(this.started)} s`);
  }

  private fail(attempt: WorkerPort, message: string): void {
    if (this.chosen) return this.give(message);
    end(attempt);
    this.attempts = this.attempts.filter((other) => other !== attempt);
    const next = this.started < starts ? this.sources.fromMemory() : null;
    if (next) this.begin(next);
    else if (this.attempts.length === 0) this.give(message || 'its script could not be loaded');
  }

  private give(message: string): void {
    this.stopTimer?.();
    this.onerror?.({ message });
  }
}

/** The patience of so many starts, one after another. */
function seconds(count: number): number {
  return ((2 ** count - 1) * patience) / 1000;
}

function end(port: WorkerPort): void {
  port.onmessage = port.onerror = port.onmessageerror = port.onend = null;
  port.terminate();
}

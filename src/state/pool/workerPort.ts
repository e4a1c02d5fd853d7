import type { Command, Message } from '../../protocol/messages';

/** The part of a Worker that the pool uses. */
export interface WorkerPort {
  postMessage(command: Command): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Message>) => void) | null;
  onerror: ((event: Pick<ErrorEvent, 'message'>) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  /** The worker has ended without saying so: terminated from outside, or out of memory. */
  onend: (() => void) | null;
}

/** The engine in this very process: the command line and tests ask here for what the page asks of its workers. */
import type { Ask } from '../../protocol/tasks';
import { Engine } from '../engine';
import { Cancelled, noPause, type Pause } from '../work/pause';
import { performTask } from './taskHandlers';

/** As in a worker: a signal is looked at this often, in milliseconds. */
const slice = 12;

/** One engine, whose backends are made when first needed. An aborted task rejects with `Cancelled` at its next pause. */
export function createAskHere(): Ask {
  const engine = new Engine({ now: () => performance.now() });
  return async (task, request, { onEvent, signal } = {}) => {
    if (signal?.aborted) throw new Cancelled();
    return performTask(task, request, engine, {
      emit: async (event) => {
        await onEvent?.(event);
      },
      pause: signal ? pauseFor(signal) : noPause,
    });
  };
}

/** A signal can only be given while nothing computes: the thread is left to others after every slice. */
function pauseFor(signal: AbortSignal): Pause {
  let sliceEnd = performance.now() + slice;
  const rest = async (): Promise<void> => {
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (signal.aborted) throw new Cancelled();
    sliceEnd = performance.now() + slice;
  };
  return () => (performance.now() < sliceEnd ? undefined : rest());
}

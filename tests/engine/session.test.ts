/** One worker's conversation, without a worker: what it posts is kept in a list. */
import { describe, expect, it } from 'vitest';
import { Session } from '../../src/engine/session';
import type { TaskContext } from '../../src/engine/tasks/taskHandler';
import type { Message } from '../../src/protocol/messages';
import type { RunEvent } from '../../src/protocol/run';
import { defaultSpec } from '../../src/protocol/fields';

const request = { spec: defaultSpec, predictors: ['nn'] } as const;
const command = { kind: 'ask', id: 1, task: 'run', request } as const;

function frames(numbers: number): RunEvent {
  const [train, probe, loss] = [numbers, 1, 1].map((length) => new Float64Array(length));
  return { kind: 'frames', frames: { predictor: 'nn', first: 0, count: 1, train, probe, loss } };
}

function converse(run: (context: TaskContext<'run'>) => Promise<void>) {
  const posted: Message[] = [];
  let time = 0;
  const session = new Session({
    post: (message) => posted.push(message),
    perform: async (_, context) => {
      await run(context);
      return null;
    },
    now: () => (time += 1),
    nextTask: () => new Promise((resolve) => setTimeout(resolve)),
  });
  const kinds = () => posted.map((m) => (m.kind === 'event' ? m.event.kind : m.kind));
  const acknowledge = () => {
    const last = posted[posted.length - 1];
    if (last.kind === 'event') session.receive({ kind: 'acknowledge', sequence: last.sequence });
  };
  return { session, posted, kinds, acknowledge };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('a session', () => {
  it('goes on computing while the page draws, and sends one batch at a time, in order', async () => {
    let finished = false;
    const { session, kinds, acknowledge } = converse(async ({ emit }) => {
      await emit(frames(1));
      await emit(frames(1));
      await emit({ kind: 'progress', fraction: 1, secondsLeft: null });
      await emit({ kind: 'done' });
      finished = true;
    });
    session.receive(command);
    await soon();
    expect(finished).toBe(true);
    expect(kinds()).toEqual(['frames']);
    acknowledge();
    expect(kinds()).toEqual(['frames', 'frames', 'progress', 'done', 'answer']);
  });

  it('waits for a page that is too far behind', async () => {
    let sent = 0;
    const { session, kinds, acknowledge } = converse(async ({ emit }) => {
      for (; sent < 5; sent++) await emit(frames(400_000));
    });
    session.receive(command);
    await soon();
    // One in flight, two of 3.2 MB behind it.
    expect(sent).toBe(3);
    acknowledge();
    await soon();
    expect(sent).toBe(4);
    expect(kinds()).toEqual(['frames', 'frames']);
  });

  it('forgets what waits when it is stopped, and says that it is idle', async () => {
    const { session, kinds } = converse(async ({ emit, pause }) => {
      for (;;) {
        await emit(frames(1));
        await pause();
      }
    });
    session.receive(command);
    await soon();
    session.receive({ kind: 'cancel' });
    await soon();
    expect(kinds()).toEqual(['frames', 'idle']);
  });
});

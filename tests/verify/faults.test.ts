/** The real pool, recovery and engine, with workers that die: whatever ends them and whenever, a run is whole and has the same bits. */
import { Recent } from '../../src/engine/work/recent';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../src/engine/float64/float64Backend';
import { Session } from '../../src/engine/session';
import type { TaskMeans } from '../../src/engine/tasks/taskHandler';
import { performTask } from '../../src/engine/tasks/taskHandlers';
import type { Backend } from '../../src/engine/tensor/backend';
import type { ExperimentSpec } from '../../src/protocol/experimentSpec';
import { defaultSpec } from '../../src/protocol/fields';
import type { Command, Message } from '../../src/protocol/messages';
import type { PredictorName } from '../../src/protocol/predictors';
import { applyEvent } from '../../src/state/applyEvent';
import { browserClock } from '../../src/state/pool/poolClock';
import { Pool } from '../../src/state/pool/pool';
import type { WorkerPort } from '../../src/state/pool/workerPort';
import { RunRecovery } from '../../src/state/runRecovery';
import { nothingKnown, type RunState } from '../../src/state/runState';
import { seeded } from './seeded';

type Fault = 'exception' | 'silent end' | 'GPU loss';

const predictors: readonly PredictorName[] = ['nn', 'linearised', 'nth3', 'ntk'];
const float64 = createFloat64Backend();

/** A device that answers so many read-backs and then is gone, as a browser says it. */
function mortalGpu(backend: Backend, answers: number): Backend {
  let left = answers;
  return new Proxy(backend, {
    get(target, key) {
      if (key === 'name') return 'webgpu';
      if (key === 'download')
        return (t: never) =>
          left-- > 0
            ? target.download(t)
            : Promise.reject(new DOMException("Failed to execute 'mapAsync' on 'GPUBuffer'"));
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** A worker in this thread, which copies its messages as a thread's border does, and dies after so many events. */
class MortalWorker implements WorkerPort {
  onmessage: WorkerPort['onmessage'] = null;
  onerror: WorkerPort['onerror'] = null;
  onmessageerror: WorkerPort['onmessageerror'] = null;
  onend: WorkerPort['onend'] = null;
  private dead = false;
  private readonly session: Session;

  constructor(
    private fault: Fault | null,
    private life: number,
    died: () => void,
  ) {
    this.session = new Session({
      post: (message) => this.post(message, died),
      perform: async ({ task, request }, context) =>
        performTask(task, request, await this.means(died), context),
      now: () => performance.now(),
      nextTask: () => new Promise((resolve) => setImmediate(resolve)),
    });
    setImmediate(() => this.post({ kind: 'ready' }, died));
  }

  postMessage(command: Command): void {
    const copy = structuredClone(command);
    setImmediate(() => {
      if (!this.dead) this.session.receive(copy);
    });
  }

  terminate(): void {
    this.dead = true;
    this.session.receive({ kind: 'cancel' });
  }

  private post(message: Message, died: () => void): void {
    if (this.dead) return;
    const { fault } = this;
    if (message.kind === 'event' && (fault === 'exception' || fault === 'silent end') && --this.life < 0) {
      const { onerror, onend } = this;
      this.terminate();
      died();
      if (fault === 'exception') onerror?.({ message: 'Uncaught Error: a test' } as ErrorEvent);
      else onend?.();
      return;
    }
    const copy = structuredClone(message);
    setImmediate(() => {
      if (!this.dead) this.onmessage?.({ data: copy } as MessageEvent<Message>);
    });
  }

  private async means(died: () => void): Promise<TaskMeans> {
    const cpu = await float64;
    let now = 0;
    return {
      float64: () => float64,
      limits: new Recent(1),
      gpuLost: () => null,
      choose: (spec: ExperimentSpec) => {
        const onGpu = this.fault === 'GPU loss' && spec.precision !== 'float64';
        if (onGpu) died();
        return Promise.resolve({
          backend: onGpu ? mortalGpu(cpu, this.life) : cpu,
          choice: { backend: onGpu ? 'webgpu' : 'float64', adapter: '', precision: 0, reason: '' },
        });
      },
      // Every recorded time is a reason for a checkpoint.
      clock: { now: () => (now += 5000) },
    };
  }
}

interface Outcome {
  readonly state: RunState;
  readonly kills: number;
  readonly notices: number;
}

/** A run over workers of which the first `kills` die. */
async function run(spec: ExperimentSpec, fault: Fault | null, lives: readonly number[]): Promise<Outcome> {
  let kills = 0;
  let opened = 0;
  let notices = 0;
  const pool = new Pool(
    () => {
      const life = lives[opened++];
      return new MortalWorker(life === undefined ? null : fault, life ?? 0, () => kills++);
    },
    browserClock,
    1,
  );
  let state: RunState = { ...nothingKnown, expectedId: 1 };
  const request = { spec, predictors };
  try {
    await pool.ask('run', request, {
      priority: 'run',
      recovery: new RunRecovery(request, () => notices++),
      onEvent: (event) => {
        state = applyEvent(state, 1, event);
      },
    });
  } finally {
    pool.close();
  }
  return { state, kills, notices };
}

/** All numbers of a run; what it cost and where it was computed are no part of them. */
function numbersOf({ run: known }: RunState) {
  const { series, statuses } = known!;
  return {
    times: known!.header.times,
    series,
    states: Object.values(statuses).map(({ predictor, state, divergedAt }) => [predictor, state, divergedAt]),
  };
}

const random = seeded(11);
const between = (low: number, high: number): number => low + Math.floor(random() * (high - low));
let killed = 0;
let runs = 0;

describe.each(['flow', 'gd', 'sgd', 'momentum', 'noisy'] as const)('a run under %s', (optimizer) => {
  const spec: ExperimentSpec = {
    ...defaultSpec,
    width: 12,
    optimizer,
    lr: 0.25,
    batch: 2,
    horizon: 10,
    predictors,
  };
  const undisturbed = run(spec, null, []);

  it.each([
    ['exception', 2],
    ['silent end', 2],
    ['GPU loss', 1],
  ] as const)('is whole after %s, to the bit', async (fault, deaths) => {
    const { state } = await undisturbed;
    const { times } = state.run!.header;
    // Lives in events, of which a run has more than twice as many as times; a device's in read-backs.
    const lives = Array.from({ length: deaths }, () =>
      fault === 'GPU loss' ? between(10, 2 * times.length) : between(4, times.length),
    );
    const disturbed = await run(spec, fault, lives);
    expect(disturbed.kills).toBe(deaths);
    expect(disturbed.notices).toBe(1);
    if (fault === 'GPU loss' && optimizer === 'flow') {
      // A device's flow has a tolerance of its own: what it computed before it was lost is right to 1e-4 (MATH §8).
      const [a, b] = [disturbed.state, state].map(({ run: known }) => known!.series.nn!.train);
      expect(a.length).toBe(b.length);
      expect(Math.max(...a.map((value, i) => Math.abs(value - b[i])))).toBeLessThan(1e-4);
    } else expect(isDeepStrictEqual(numbersOf(disturbed.state), numbersOf(state))).toBe(true);
    for (const name of predictors) expect(disturbed.state.run!.series[name]!.count).toBe(times.length);
    killed += disturbed.kills;
    runs++;
  });
});

afterAll(() => {
  console.info(`faults: ${runs} runs whole after ${killed} deaths of their workers`);
  expect(killed).toBe(25);
});

import { beforeEach, describe, expect, it } from 'vitest';
import { defaultSpec } from '../../src/protocol/fields';
import { Pool, poolSize } from '../../src/state/pool/pool';
import { FakeClock, FakePort } from './fakePort';

let ports: FakePort[] = [];
let clock = new FakeClock();
let pool = new Pool(() => new FakePort(), clock, 2);
/** What became of each question, by the horizon it was about. */
let heard: string[] = [];

const soon = () => new Promise((resolve) => setTimeout(resolve));
const specOf = (horizon: number) => ({ ...defaultSpec, horizon });

function ask(horizon: number, options: Parameters<typeof pool.ask<'compare'>>[2] = {}): void {
  pool.ask('compare', { spec: specOf(horizon) }, options).then(
    () => heard.push(`${horizon} answered`),
    (thrown: Error) => heard.push(`${horizon} ${thrown.name}: ${thrown.message}`),
  );
}

const horizonAt = (port: FakePort): number => port.asked('compare').request.spec.horizon;
const answer = (port: FakePort): void => port.say({ kind: 'answer', id: port.last('ask').id, answer: null });
const alive = (): FakePort[] => ports.filter(({ terminated }) => !terminated);
const ready = (): void => alive().forEach((port) => port.say({ kind: 'ready' }));

beforeEach(() => {
  [ports, heard] = [[], []];
  clock = new FakeClock();
  pool = new Pool(
    () => {
      ports.push(new FakePort());
      return ports[ports.length - 1];
    },
    clock,
    2,
  );
});

describe('the pool', () => {
  it('has one place per core, two to eight', () => {
    expect([NaN, 1, 2, 3, 4, 64].map(poolSize)).toEqual([2, 2, 2, 3, 4, 8]);
  });

  it('starts a worker for each task up to its size, and gives the next task to the first that is free', async () => {
    [1, 2, 3].forEach((horizon) => ask(horizon));
    expect(ports.map(horizonAt)).toEqual([1, 2]);
    ready();
    answer(ports[1]);
    expect(horizonAt(ports[1])).toBe(3);
    answer(ports[1]);
    answer(ports[0]);
    await soon();
    expect(heard).toEqual(['2 answered', '3 answered', '1 answered']);
    expect(ports).toHaveLength(2);
  });

  it('lets no run wait for a sweep, and no question for a run', () => {
    [1, 2, 3].forEach((horizon) => ask(horizon, { priority: 'sweep' }));
    expect(ports).toHaveLength(2);
    [4, 5, 6].forEach((horizon) => ask(horizon, { priority: 'run' }));
    expect(ports.slice(2).map(horizonAt)).toEqual([4, 5]);
    ask(7, { priority: 'question' });
    expect(horizonAt(ports[4])).toBe(7);
    ready();
    // A run waits for runs and questions, and goes before the sweep that was asked earlier.
    answer(ports[2]);
    expect(ports[2].kinds().filter((kind) => kind === 'ask')).toHaveLength(1);
    answer(ports[4]);
    expect(ports.map(horizonAt)).toContain(6);
    expect(ports.map(horizonAt)).not.toContain(3);
  });

  it('drops an older task of the same key, and computes the newer', async () => {
    const policy = { latest: 'k' };
    ask(1, { policy });
    ready();
    ask(2, { policy });
    ask(3, { policy });
    expect(ports[0].kinds()).toEqual(['ask', 'cancel']);
    ports[0].say({ kind: 'idle' });
    expect(horizonAt(ports[0])).toBe(3);
    await soon();
    expect(heard.map((line) => line.slice(0, 11))).toEqual(['1 Cancelled', '2 Cancelled']);
  });

  it('acknowledges an event when its listener is through with it', async () => {
    let through = (): void => undefined;
    const slowly = new Promise<void>((resolve) => (through = resolve));
    ask(1, { onEvent: () => slowly });
    const event = { kind: 'progress', fraction: 0, secondsLeft: null } as const;
    ports[0].say({ kind: 'event', id: ports[0].last('ask').id, sequence: 7, event });
    await soon();
    expect(ports[0].kinds()).toEqual(['ask']);
    through();
    await soon();
    expect(ports[0].last('acknowledge').sequence).toBe(7);
  });

  it('holds one priority or everything, and hands out nothing that is held', () => {
    ask(1, { priority: 'sweep' });
    pool.pause(true, 'sweep');
    ask(2, { priority: 'sweep' });
    ask(3, { priority: 'run' });
    expect(ports.map((port) => port.kinds())).toEqual([['ask', 'pause'], ['ask']]);
    expect(horizonAt(ports[1])).toBe(3);
    pool.pause(true);
    pool.pause(false, 'sweep');
    expect(ports[0].kinds()).toEqual(['ask', 'pause']);
    pool.pause(false);
    expect(ports[0].kinds()).toEqual(['ask', 'pause', 'resume']);
    expect(ports[1].kinds()).toEqual(['ask', 'pause', 'resume']);
    ports[1].say({ kind: 'ready' });
    answer(ports[1]);
    expect(horizonAt(ports[1])).toBe(2);
  });
});

describe('a worker that does not obey', () => {
  const abort = (): void => control.abort();
  let control = new AbortController();
  beforeEach(() => {
    control = new AbortController();
    pool = new Pool(
      () => {
        ports.push(new FakePort());
        return ports[ports.length - 1];
      },
      clock,
      1,
    );
    ask(1, { signal: control.signal });
  });

  it('is ended 150 ms after a cancel', () => {
    ready();
    abort();
    clock.advance(149);
    expect(ports[0].terminated).toBe(false);
    clock.advance(1);
    expect(ports[0].terminated).toBe(true);
  });

  it('loses its place after 40 ms to the spare that stands by', () => {
    ready();
    clock.advance(2000);
    expect(ports).toHaveLength(2);
    ports[1].say({ kind: 'ready' });
    abort();
    ask(2);
    expect(ports[1].commands).toEqual([]);
    clock.advance(40);
    expect(horizonAt(ports[1])).toBe(2);
    expect(ports).toHaveLength(2);
  });

  it('keeps its place when it obeys at once', () => {
    ready();
    clock.advance(2000);
    ports[1].say({ kind: 'ready' });
    abort();
    ask(2);
    ports[0].say({ kind: 'idle' });
    expect(horizonAt(ports[0])).toBe(2);
    clock.advance(1000);
    expect(ports[0].terminated).toBe(false);
  });

  it('is not taken for stuck while it is still loading', () => {
    abort();
    clock.advance(1000);
    expect(ports[0].terminated).toBe(false);
    ports[0].say({ kind: 'ready' });
    clock.advance(150);
    expect(ports[0].terminated).toBe(true);
  });
});

describe('a spare worker', () => {
  const rehearsal = { task: 'compare', request: { spec: specOf(99) } } as const;
  const signals: AbortController[] = [];
  const run = (horizon: number): void => {
    signals.push(new AbortController());
    ask(horizon, { priority: 'run', signal: signals[signals.length - 1].signal });
  };
  const abortAll = (): void => signals.splice(0).forEach((control) => control.abort());

  beforeEach(() => {
    const spawn = () => {
      ports.push(new FakePort());
      return ports[ports.length - 1];
    };
    pool = new Pool(spawn, clock, 2, rehearsal);
    [1, 2].forEach(run);
    ready();
    clock.advance(2000);
  });

  it('rehearses, and then takes the next task at once, while those that were told to stop still compute', () => {
    expect(ports).toHaveLength(3);
    expect(horizonAt(ports[2])).toBe(99);
    ready();
    ports[2].say({ kind: 'answer', id: 0, answer: null });
    abortAll();
    [3, 4].forEach(run);
    expect(horizonAt(ports[2])).toBe(3);
    // The other waits for one of the two that know their work.
    ports[1].say({ kind: 'idle' });
    expect(horizonAt(ports[1])).toBe(4);
    expect(ports).toHaveLength(3);
  });

  it('lets those be ended that do not obey, for it needs their core', () => {
    ready();
    ports[2].say({ kind: 'answer', id: 0, answer: null });
    abortAll();
    run(3);
    clock.advance(39);
    expect(ports.map(({ terminated }) => terminated)).toEqual([false, false, false]);
    clock.advance(1);
    expect(ports.map(({ terminated }) => terminated)).toEqual([true, true, false]);
  });

  it('is what a quick part of a run becomes: the part that waited for it gets another worker', () => {
    ready();
    ports[2].say({ kind: 'answer', id: 0, answer: null });
    abortAll();
    ports[0].say({ kind: 'idle' });
    ports[1].say({ kind: 'idle' });
    clock.advance(3000);
    [3, 4, 5].forEach(run);
    const quick = ports.find((port) => horizonAt(port) === 3)!;
    const free = ports.find((port) => ![3, 4].includes(horizonAt(port)))!;
    answer(quick);
    expect(horizonAt(free)).toBe(5);
    expect(quick.kinds().at(-1)).toBe('ask');
    expect(horizonAt(quick)).toBe(3);
  });
});

describe('a worker that dies', () => {
  it('is replaced and its task tried again, whether it says so or not', async () => {
    ask(1);
    ready();
    ports[0].onend?.();
    expect(ports[0].terminated).toBe(true);
    expect(horizonAt(ports[1])).toBe(1);
    ready();
    ports[1].die('out of memory');
    await soon();
    expect(heard).toEqual([]);
    ready();
    ports[2].die('out of memory');
    await soon();
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatch(/^1 EngineStopped: The engine stopped again and again \(out of memory\)/);
    ask(2);
    expect(horizonAt(ports[3])).toBe(2);
  });

  it('is replaced as often as each comes further than all before it', async () => {
    ask(1);
    const progress = (port: FakePort, fraction: number): void =>
      port.say({
        kind: 'event',
        id: port.last('ask').id,
        sequence: 1,
        event: { kind: 'progress', fraction, secondsLeft: null },
      });
    for (const [k, fraction] of [0.2, 0.3, 0.4, 0.4, 0.1, 0.3].entries()) {
      ready();
      progress(ports[k], fraction);
      ports[k].die('gone');
      await soon();
      expect(heard).toHaveLength(k === 5 ? 1 : 0);
    }
  });

  it('repeats nothing that was heard of its task: the next begins again, and only what is new is handed on', async () => {
    const seeds: number[] = [];
    const request = { spec: defaultSpec, depths: [1], networks: 4 };
    const done = pool.ask('depthNetworks', request, { onEvent: ({ seed }) => void seeds.push(seed) });
    const say = (port: FakePort, seed: number): void => {
      const [gradient, expectedSquare, kernel] = [1, 2, 3].map(() => new Float64Array(1));
      const event = { kind: 'network', seed, gradient, expectedSquare, kernel } as const;
      port.say({ kind: 'event', id: port.last('ask').id, sequence: seed, event });
    };
    ready();
    [0, 1].forEach((seed) => say(ports[0], seed));
    ports[0].onend?.();
    ready();
    [0, 1, 2].forEach((seed) => say(ports[1], seed));
    // What is not handed on is acknowledged all the same, or the worker would wait.
    expect(ports[1].kinds().filter((kind) => kind === 'acknowledge')).toHaveLength(3);
    ports[1].onend?.();
    ready();
    [0, 1, 2, 3].forEach((seed) => say(ports[2], seed));
    answer(ports[2]);
    await done;
    expect(seeds).toEqual([0, 1, 2, 3]);
  });

  it('is not heard any more', async () => {
    ask(1);
    ready();
    const { onmessage } = ports[0];
    ports[0].die('gone');
    expect(ports[0].onmessage).toBeNull();
    expect(onmessage).not.toBeNull();
    await soon();
    expect(heard).toEqual([]);
  });

  it('without ever being ready, twice, means that none can be started: every task says so', async () => {
    [1, 2, 3].forEach((horizon) => ask(horizon));
    ports[0].die('404');
    ports[1].die('404');
    await soon();
    expect(heard.filter((line) => line.includes('could not be started (404)')).length).toBeGreaterThan(1);
  });

  it('that cannot even be made is told too', async () => {
    pool = new Pool(
      () => {
        throw new Error('Worker is not defined');
      },
      clock,
      2,
    );
    ask(1);
    await soon();
    expect(heard[0]).toMatch(/could not be started \(Worker is not defined\)/);
  });

  it('leaves the tasks of the others alone', async () => {
    ask(1);
    ask(2);
    ready();
    ports[0].die('gone');
    answer(ports[1]);
    await soon();
    expect(heard).toEqual(['2 answered']);
    expect(alive().some((port) => port.commands.length > 0 && horizonAt(port) === 1)).toBe(true);
  });
});

it('a closed pool ends its workers and cancels what it had promised', async () => {
  [1, 2, 3].forEach((horizon) => ask(horizon));
  pool.close();
  await soon();
  expect(alive()).toEqual([]);
  expect(heard.map((line) => line.slice(2, 11))).toEqual(['Cancelled', 'Cancelled', 'Cancelled']);
});

import { beforeEach, describe, expect, it } from 'vitest';
import type { PredictorName } from '../../src/protocol/experimentSpec';
import { defaultSpec } from '../../src/protocol/fields';
import type { Checkpoint, EngineProblem, RunEvent } from '../../src/protocol/run';
import { Pool } from '../../src/state/pool/pool';
import { PoolRunClient } from '../../src/state/runClient';
import { runParts } from '../../src/state/runParts';
import { FakeClock, FakePort } from './fakePort';
import { framesEvent, headerEvent } from './fakeRun';

let ports: FakePort[] = [];
let clock = new FakeClock();
let finished: number[] = [];
let events: [number, RunEvent['kind']][] = [];
let notices: EngineProblem[] = [];
let client: PoolRunClient;

const soon = () => new Promise((resolve) => setTimeout(resolve));
const flat = () => 0;

beforeEach(() => {
  [ports, finished, events, notices] = [[], [], [], []];
  clock = new FakeClock();
  const spawn = () => {
    ports.push(new FakePort());
    return ports[ports.length - 1];
  };
  client = new PoolRunClient(
    new Pool(spawn, clock, 2),
    {
      event: (runId, { kind }) => events.push([runId, kind]),
      notice: (problem) => notices.push(problem),
      finished: (runId) => finished.push(runId),
    },
    clock,
  );
});

const say = (port: FakePort, event: RunEvent): void =>
  port.say({ kind: 'event', id: port.last('ask').id, sequence: 1, event });
const answer = (port: FakePort): void => port.say({ kind: 'answer', id: port.last('ask').id, answer: null });
const ready = (): void => ports.forEach((port) => port.terminated || port.say({ kind: 'ready' }));
const asked = (port: FakePort) => port.asked('run').request;
/** Spectators of the latest run only: the port that computes the network. */
const network = (): FakePort =>
  ports.filter((port) => !port.terminated && asked(port).predictors.includes('nn')).at(-1)!;

describe('the parts of a run', () => {
  const every: readonly PredictorName[] = [
    'nn',
    'linearised',
    'nth3',
    'nth4',
    'ntk',
    'meanField',
    'randomFeatures',
  ];

  it('hold every predictor once, whatever the number of workers', () => {
    for (const workers of [1, 2, 3, 4, 8]) {
      const { quick, shared } = runParts(defaultSpec, every, workers);
      expect([...quick, ...shared.flat()].sort()).toEqual([...every].sort());
    }
  });

  it('start with the particles, which cost most, beside the network', () => {
    const [first, second] = runParts(defaultSpec, every, 2).shared;
    expect(first).toEqual(['meanField']);
    expect(second).toContain('nn');
  });

  it('begin with the theories that cost less than one pass of a heavy network, by themselves', () => {
    const digits = { ...defaultSpec, dataset: 'digits', n: 256, d: 64 } as const;
    for (const heavy of [{ width: 4096, depth: 3 }, { width: 2048, depth: 10 }, { width: 5792 }])
      for (const workers of [2, 4]) {
        const { quick, shared } = runParts({ ...digits, ...heavy }, every, workers);
        expect(quick).toEqual(['ntk', 'randomFeatures']);
        expect(shared.flat()).toContain('linearised');
      }
    // Where the network is quick, nothing goes before it.
    expect(runParts(defaultSpec, every, 2).quick).toEqual([]);
  });

  it('keep together what stands on the same expansion', () => {
    for (const workers of [2, 4, 8]) {
      const part = runParts(defaultSpec, every, workers).shared.find((names) => names.includes('nth3'))!;
      expect(part).toEqual(expect.arrayContaining(['linearised', 'nth3', 'nth4']));
    }
  });
});

describe('a run', () => {
  it('has one number for all of its parts, and is finished when they are', async () => {
    const runId = client.run(defaultSpec, ['nn', 'ntk', 'meanField']);
    ready();
    expect(ports).toHaveLength(2);
    ports.forEach((port) => say(port, headerEvent()));
    expect(events).toEqual([
      [runId, 'header'],
      [runId, 'header'],
    ]);
    answer(ports[0]);
    await soon();
    expect(finished).toEqual([]);
    answer(ports[1]);
    await soon();
    expect(finished).toEqual([runId]);
  });

  it.each(['curve', 'end'])('gives quick theories a head start until their first %s', async (until) => {
    const heavy = { ...defaultSpec, dataset: 'digits', n: 256, d: 64, width: 4096, depth: 3 } as const;
    const runId = client.run(heavy, ['nn', 'ntk', 'linearised']);
    ready();
    expect(ports.map((port) => asked(port).predictors)).toEqual([['ntk']]);
    if (until === 'curve') say(ports[0], framesEvent('ntk', 0, 1, flat));
    else answer(ports[0]);
    await soon();
    ready();
    if (until === 'curve') answer(ports[0]);
    await soon();
    const others = () => ports.filter((port) => !asked(port).predictors.includes('ntk'));
    expect(finished).toEqual([]);
    expect(
      others()
        .flatMap((port) => asked(port).predictors)
        .sort(),
    ).toEqual(['linearised', 'nn']);
    others().forEach(answer);
    await soon();
    expect(finished).toEqual([runId]);
  });

  it('is finished too when a part failed, and says why', async () => {
    const runId = client.run(defaultSpec, ['nn']);
    const { id } = ports[0].last('ask');
    ports[0].say({ kind: 'failed', id, problem: { name: 'E', message: 'no', field: null } });
    await soon();
    expect(finished).toEqual([runId]);
    expect(notices.map(({ message }) => message)).toEqual(['no']);
  });

  it('of many asked in a row only the last follows the one in flight', () => {
    for (let width = 1; width <= 9; width++) client.run({ ...defaultSpec, width }, ['nn']);
    ready();
    expect(ports).toHaveLength(1);
    say(ports[0], framesEvent('nn', 0, 1, flat));
    expect(ports[0].kinds()).toEqual(['ask', 'cancel', 'acknowledge']);
    ports[0].say({ kind: 'idle' });
    expect(asked(ports[0]).spec.width).toBe(9);
  });

  it('may show its first curve before it yields, but not for longer than 80 ms', () => {
    client.run(defaultSpec, ['nn']);
    ready();
    client.run(defaultSpec, ['nn']);
    clock.advance(79);
    expect(ports[0].kinds()).toEqual(['ask']);
    clock.advance(1);
    expect(ports[0].kinds()).toEqual(['ask', 'cancel']);
  });

  it('that was replaced is not taken for the newest', async () => {
    client.run(defaultSpec, ['nn']);
    ready();
    clock.advance(100);
    const second = client.run(defaultSpec, ['nn']);
    ports[0].say({ kind: 'idle' });
    await soon();
    expect(finished).toEqual([]);
    answer(network());
    await soon();
    expect(finished).toEqual([second]);
  });
});

describe('a run whose worker dies', () => {
  const checkpoint: Checkpoint = {
    index: 7,
    t: 2.5,
    steps: 3,
    weights: { weights: [], biases: [] },
    velocity: null,
    flow: null,
  };
  const status = (predictor: PredictorName, state: 'done' | 'refused'): RunEvent => ({
    kind: 'status',
    status: { predictor, state, milliseconds: 1, divergedAt: null, message: null, assumptions: [] },
  });

  it('goes on from its last checkpoint, without what is done, and says so', () => {
    client.run(defaultSpec, ['nn', 'ntk']);
    ready();
    const port = network();
    say(port, headerEvent());
    say(port, { kind: 'checkpoint', checkpoint });
    port.die('out of memory');
    ready();
    expect(asked(network())).toMatchObject({ from: checkpoint });
    expect(notices[0].message).toContain('goes on from t = 2.5');
    expect(events.every(([runId]) => runId === 1)).toBe(true);
  });

  it('omits the predictors that are through', () => {
    client.run({ ...defaultSpec, predictors: ['nth3', 'nth4'] }, ['nth3', 'nth4']);
    ready();
    say(ports[0], status('nth3', 'done'));
    ports[0].die('gone');
    expect(asked(ports[1]).predictors).toEqual(['nth4']);
  });

  it('goes on as often as it takes while every worker comes further, then says that it is in vain', async () => {
    const runId = client.run(defaultSpec, ['nn']);
    for (let k = 0; k < 5; k++) {
      ready();
      say(network(), framesEvent('nn', k, 1, flat));
      network().die('crash');
    }
    expect(notices.some(({ message }) => message.includes('again and again'))).toBe(false);
    for (let k = 0; k < 2; k++) {
      ready();
      network().die('crash');
      expect(finished).toEqual([]);
    }
    ready();
    network().die('crash');
    await soon();
    expect(finished).toEqual([runId]);
    expect(notices.at(-1)?.message).toContain('again and again at the same point (crash)');
  });

  it('whose GPU was lost goes on in double precision, with one sentence that holds no error of the browser', () => {
    client.run(defaultSpec, ['nn']);
    ready();
    const header = headerEvent();
    if (header.kind !== 'header') throw new Error('no header');
    const engine = { ...header.header.engine, backend: 'webgpu' as const };
    say(ports[0], { kind: 'header', header: { ...header.header, engine } });
    say(ports[0], { kind: 'checkpoint', checkpoint });
    const problem = { name: 'GpuLost', message: 'mapAsync on GPUBuffer failed', field: null } as const;
    ports[0].say({ kind: 'failed', id: ports[0].last('ask').id, problem });
    expect(asked(ports[1])).toMatchObject({
      spec: { precision: 'float64' },
      predictors: ['nn'],
      from: checkpoint,
    });
    expect(notices).toHaveLength(1);
    expect(notices[0].message).toBe(
      'The graphics processor was lost: the run goes on from t = 2.50 in double precision, and what was computed stays.',
    );
    // A later run asks for what its own configuration says.
    ready();
    say(ports[1], framesEvent('nn', 8, 1, flat));
    client.run(defaultSpec, ['nn']);
    ports[1].say({ kind: 'idle' });
    expect(asked(ports[1]).spec.precision).toBe(defaultSpec.precision);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import type { EnsembleMember, EnsembleRequest, LimitAnswer } from '../../src/protocol/ensemble';
import { defaultSpec } from '../../src/protocol/fields';
import { defaultLabSettings } from '../../src/protocol/labFields';
import { ensemblePlan, isCheap, type EnsemblePlan } from '../../src/state/ensemblePlan';
import { EnsembleRunner, ensembleStore } from '../../src/state/ensembleStore';
import { TaskFailed } from '../../src/state/pool/taskFailed';

/** A pool that answers when it is told to. */
class Pool {
  readonly asked: {
    readonly task: string;
    readonly request: EnsembleRequest;
    readonly signal: AbortSignal;
    answer(value: unknown): void;
    fail(thrown: unknown): void;
  }[] = [];
  readonly ask = (task: string, request: never, { signal }: { signal: AbortSignal }): Promise<never> =>
    new Promise((resolve, reject) => {
      this.asked.push({ task, request, signal, answer: resolve as never, fail: reject });
    });
  ensembles() {
    return this.asked.filter(({ task }) => task === 'ensemble');
  }
}

const limit = { p: 100, times: Float64Array.of(0, 1) } as unknown as LimitAnswer;
const member = (seed: number): EnsembleMember => ({ seed }) as EnsembleMember;

const plan: EnsemblePlan = {
  ...ensemblePlan(defaultSpec, defaultLabSettings),
  seeds: [0, 1, 2],
  widths: [64, 16],
  hierarchies: false,
};

/** So that everything that waits for a promise has had its turn. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

let pool: Pool;
let later: (() => void)[];
let runner: EnsembleRunner;
beforeEach(() => {
  pool = new Pool();
  later = [];
  ensembleStore.setState(ensembleStore.getInitialState(), true);
  runner = new EnsembleRunner(pool as never, (call) => later.push(call));
});

async function begun(): Promise<void> {
  void runner.start(plan);
  pool.asked[0].answer(limit);
  await settle();
}

describe('an ensemble on the page', () => {
  it('asks for the limit alone, then for its own networks, then for other widths from the cheapest on', async () => {
    void runner.start(plan);
    expect(pool.asked.map(({ task }) => task)).toEqual(['limit']);
    expect(ensembleStore.getState()).toMatchObject({ status: 'running', done: 0, total: 23, limit: null });
    pool.asked[0].answer(limit);
    await settle();
    expect(ensembleStore.getState().limit).toBe(limit);
    const requests = pool.ensembles().map(({ request }) => request);
    expect(requests.slice(0, 3).map(({ seeds }) => seeds)).toEqual([[0], [1], [2]]);
    expect(requests.slice(3).map(({ spec }) => spec.width)).toEqual([
      ...Array<number>(10).fill(16),
      ...Array<number>(10).fill(64),
    ]);
    expect(requests.slice(3).every(({ kernelTimes }) => kernelTimes?.length === 2)).toBe(true);
  });

  it('shows the first network at once, later ones together, in the order of their seeds', async () => {
    await begun();
    const [first, second, third] = pool.ensembles();
    third.answer({ members: [member(2)] });
    await settle();
    expect(ensembleStore.getState().members.map(({ seed }) => seed)).toEqual([2]);
    expect(later).toHaveLength(0);
    second.answer({ members: [member(1)] });
    first.answer({ members: [member(0)] });
    await settle();
    expect(ensembleStore.getState().members).toHaveLength(1);
    expect(later).toHaveLength(1);
    later[0]();
    expect(ensembleStore.getState().members.map(({ seed }) => seed)).toEqual([0, 1, 2]);
    expect(ensembleStore.getState().done).toBe(3);
  });

  it('gathers kernels by width, ascending', async () => {
    await begun();
    for (const { request, answer } of pool.ensembles().reverse())
      answer({ members: request.seeds.map(member) });
    await settle();
    later.forEach((call) => call());
    const { byWidth, members, status, done, total } = ensembleStore.getState();
    expect(byWidth.map(({ width }) => width)).toEqual([16, 64]);
    expect(byWidth[1].members.map(({ seed }) => seed)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(members).toHaveLength(3);
    expect([status, done, total]).toEqual(['done', 23, 23]);
  });

  it('keeps what it has when it is cancelled, and stops its workers', async () => {
    await begun();
    pool.ensembles()[0].answer({ members: [member(0)] });
    await settle();
    pool.ensembles()[1].answer({ members: [member(1)] });
    await settle();
    runner.cancel();
    await settle();
    expect(pool.asked.every(({ signal }) => signal.aborted)).toBe(true);
    const { status, members, problems } = ensembleStore.getState();
    expect([status, members.length, problems]).toEqual(['cancelled', 2, []]);
  });

  it('a new plan replaces the one under way: nothing of the old one arrives any more', async () => {
    await begun();
    const old = pool.ensembles()[0];
    void runner.start({ ...plan, seeds: [7] });
    expect(old.signal.aborted).toBe(true);
    // The old pictures stay until the new limit is there.
    expect(ensembleStore.getState().limit).toBe(limit);
    const fresh = { ...limit };
    pool.asked.at(-1)!.answer(fresh);
    old.answer({ members: [member(0)] });
    await settle();
    expect(ensembleStore.getState()).toMatchObject({ limit: fresh, members: [], status: 'running' });
  });

  it('says once why networks are missing, and goes on with the others', async () => {
    await begun();
    const [first, second, third] = pool.ensembles();
    const problem = new TaskFailed({ name: 'TooLarge', message: 'width is too large.', field: 'width' });
    first.fail(problem);
    second.fail(problem);
    third.answer({ members: [member(2)] });
    await settle();
    expect(ensembleStore.getState().problems).toEqual(['width is too large.']);
    expect(ensembleStore.getState().members).toHaveLength(1);
  });

  it('ends with the reason where there is no limit', async () => {
    void runner.start(plan);
    pool.asked[0].fail(
      new TaskFailed({ name: 'SquareLossOnly', message: 'the square loss alone', field: 'loss' }),
    );
    await settle();
    expect(ensembleStore.getState()).toMatchObject({ status: 'done', problems: ['the square loss alone'] });
    expect(pool.ensembles()).toEqual([]);
  });
});

describe('the plan of an ensemble', () => {
  it('has halves of the horizon, float64, and hierarchies where they are defined', () => {
    const own = ensemblePlan({ ...defaultSpec, precision: 'webgpu', horizon: 64 }, defaultLabSettings);
    expect(own.spec.precision).toBe('float64');
    expect(own.times.slice(-3)).toEqual([16, 32, 64]);
    expect(own.hierarchies).toBe(true);
    expect(ensemblePlan({ ...defaultSpec, optimizer: 'gd' }, defaultLabSettings).hierarchies).toBe(false);
    expect(ensemblePlan({ ...defaultSpec, n: 13 }, defaultLabSettings).hierarchies).toBe(false);
  });

  it('is computed without being asked for at the default and not at 16 times its width', () => {
    const own = ensemblePlan(defaultSpec, defaultLabSettings);
    expect(isCheap(own)).toBe(true);
    expect(isCheap({ ...own, widths: [16 * 2048] })).toBe(false);
  });
});

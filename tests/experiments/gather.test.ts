import { describe, expect, it } from 'vitest';
import { createAskHere } from '../../src/engine/tasks/askHere';
import { gather } from '../../src/experiments/gather';
import { run, sweep } from '../../src/experiments/needs';
import { hy3, timeExponents } from '../../src/experiments/hy/hy3';
import { hy4, residualSystemGap } from '../../src/experiments/hy/hy4';
import { hy5 } from '../../src/experiments/hy/hy5';
import { hy6 } from '../../src/experiments/hy/hy6';
import type { Finding } from '../../src/experiments/finding';
import { defaultSpec } from '../../src/protocol/fields';
import type { SweepPlan } from '../../src/protocol/sweep';
import type { Ask } from '../../src/protocol/tasks';
import { rowOf } from './rows';

const ask = createAskHere();

describe('the claims that one run or one analysis shows', () => {
  const expectSeen = ({ grade, because }: Finding): void =>
    expect([because, grade]).toEqual([because, 'seen']);

  it('HY3: the error grows as t^p', async () => {
    const { evidence } = await gather({ run: hy3.needs.run }, ask);
    const exponents = timeExponents(evidence.run);
    expect(exponents.map(({ p }) => p)).toEqual([2, 3, 4]);
    for (const { p, slope } of exponents) expect(Math.abs(slope - p)).toBeLessThan(0.25);
  });

  it('HY4: the (r, R) system is the hierarchy at p = 3, uncentred too, on a target that is learned', async () => {
    for (const change of [{}, { centred: false, alpha: 5 }]) {
      const spec = { ...hy4.spec, predictors: ['nn', 'linearised', 'nth3'] as const, ...change };
      const kernels = { task: 'kernels', request: { spec, t: 0, order: 3 } } as const;
      const { evidence } = await gather({ run: run(spec), kernels }, ask);
      expect(residualSystemGap(evidence.run, evidence.kernels)).toBeLessThan(1e-7);
      expectSeen(hy4.check(evidence));
      // The check can fail: another kernel is another system.
      const other = { ...evidence.kernels, k3: evidence.kernels.k3.map((k) => 1.01 * k) };
      expect(hy4.check({ ...evidence, kernels: other }).grade).toBe('notSeen');
      // The odd network's floor was 0.16.
      expect(hy4.check(evidence).numbers['train.network']).toBeLessThan(0.01);
    }
  });

  it('HY5: the ladder holds at test points', async () => {
    const { evidence } = await gather({ run: run({ ...hy5.spec, width: 128 }) }, ask);
    const found = hy5.check(evidence);
    expectSeen(found);
    expect(found.because).toMatch(/p = 2: .*p = 5: /);
  });

  it('HY6: what is left after order j falls as η^{j+1}', async () => {
    const { evidence } = await gather(hy6.needs, ask);
    expectSeen(hy6.check(evidence));
  });
});

describe('the gatherer', () => {
  it('has the frames of a run once, though its worker died and it was begun again', async () => {
    const spec = { ...defaultSpec, width: 4, n: 2, horizon: 1, predictors: ['nn'] as const };
    // At the very end, so that everything is said twice.
    const dying: Ask = async (task, request, options) => {
      await ask(task, request, options);
      return ask(task, request, options);
    };
    const [whole, again] = await Promise.all(
      [ask, dying].map(async (by) => (await gather({ run: run(spec) }, by)).evidence.run),
    );
    expect(again.series.nn).toEqual(whole.series.nn);
  });

  const plan: SweepPlan = {
    base: { ...defaultSpec, n: 2, horizon: 1 },
    axes: [{ field: 'width', values: [32, 8, 16] }],
    outputs: ['drift'],
  };
  /** Answers members by their width after a turn of the event loop, and says what was asked, and how many at once. */
  function fake(fail: (width: number) => boolean = () => false): {
    asked: number[];
    most: () => number;
    ask: Ask;
  } {
    const asked: number[] = [];
    let [now, most] = [0, 0];
    const answer = async (
      task: string,
      request: { member: { spec: { width: number } } },
      options: unknown,
    ) => {
      expect(task).toBe('member');
      const { width } = request.member.spec;
      const { signal } = options as { signal?: AbortSignal };
      asked.push(width);
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      signal?.throwIfAborted();
      if (fail(width)) throw new Error('no memory');
      return rowOf({ width }, { drift: 1 / width });
    };
    return { asked, most: () => most, ask: answer as unknown as Ask };
  }

  it('asks cheap members first, at most as many as said, and gives rows in the order of the plan', async () => {
    const { ask, asked, most } = fake();
    const { evidence, failures } = await gather({ rows: sweep(plan) }, ask, { atOnce: 2 });
    expect(asked).toEqual([8, 16, 32]);
    expect(most()).toBe(2);
    expect(evidence.rows.map(({ overrides }) => overrides.width)).toEqual([32, 8, 16]);
    expect(failures).toEqual([]);
  });

  it('computes no row that is known, and tells of those it computes', async () => {
    const { ask, asked } = fake();
    const told: string[] = [];
    const known = rowOf({ width: 8 }, { drift: 7 });
    const { evidence } = await gather({ rows: sweep(plan) }, ask, {
      known: ({ key }) => (key === known.key ? known : undefined),
      onRow: (row, member, outputs, name) => told.push(`${name} ${member.key} ${outputs.join()} ${row.key}`),
    });
    expect(asked).toEqual([16, 32]);
    expect(evidence.rows[1]).toBe(known);
    expect(told).toEqual(['rows width=16 drift width=16', 'rows width=32 drift width=32']);
  });

  it('goes on after a member that failed, and names it', async () => {
    const { ask } = fake((width) => width === 16);
    const { evidence, failures } = await gather({ rows: sweep(plan) }, ask);
    expect(evidence.rows.length).toBe(2);
    expect(failures).toEqual(['width=16: no memory']);
  });

  it('stops at the signal and asks for nothing more', async () => {
    const { ask, asked } = fake();
    const controller = new AbortController();
    const gathered = gather({ rows: sweep(plan) }, ask, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(gathered).rejects.toThrow();
    expect(asked).toEqual([8]);
  });

  it('says how far it is, never backwards, and 1 at the end', async () => {
    const { ask } = fake();
    const fractions: number[] = [];
    await gather({ rows: sweep(plan) }, ask, { atOnce: 3, onProgress: (f) => fractions.push(f) });
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBeCloseTo(1, 12);
  });

  it('takes lists of needs, and runs in float64 whatever the machine has', async () => {
    const spec = { ...plan.base, precision: 'webgpu' as const, predictors: ['linearised'] as const };
    const { evidence } = await gather({ runs: [run(spec), run({ ...spec, seed: 1 })] }, ask);
    expect(evidence.runs.map(({ header }) => header.spec.seed)).toEqual([spec.seed, 1]);
    for (const { header, series } of evidence.runs) {
      expect(header.engine.backend).toBe('float64');
      expect(series.nn?.count).toBe(header.times.length);
      expect(series.linearised?.train.length).toBe(header.times.length * header.n);
    }
  });
});

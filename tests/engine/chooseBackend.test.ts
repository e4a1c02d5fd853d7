import { beforeAll, describe, expect, it } from 'vitest';
import { BackendChooser, type BackendSources } from '../../src/engine/chooseBackend';
import { createFloat64Backend, type Float64Backend } from '../../src/engine/float64/float64Backend';
import type { Backend } from '../../src/engine/tensor/backend';

describe('BackendChooser', () => {
  let float64: Float64Backend;
  let gpu: Backend;
  beforeAll(async () => {
    float64 = await createFloat64Backend();
    // computes as it should and calls itself webgpu
    const twin = await createFloat64Backend();
    gpu = new Proxy<Backend>(twin, {
      get: (target, key) => {
        if (key === 'name') return 'webgpu';
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  });

  /** A chooser on a clock that the steps themselves move on. */
  function chooser(cost: Record<Backend['name'], number>, webgpu?: BackendSources['webgpu']) {
    let time = 0;
    const ran: string[] = [];
    const steps = (backend: Backend, count: number) => {
      ran.push(backend.name);
      time += count * cost[backend.name];
      return Promise.resolve();
    };
    const sources = { float64: () => Promise.resolve(float64), webgpu, now: () => time };
    return { chooser: new BackendChooser(sources), steps, ran };
  }

  it('takes the faster one, says both times, and measures a shape once', async () => {
    for (const [cost, expected] of [
      [{ float64: 20, webgpu: 5 }, 'webgpu'],
      [{ float64: 20, webgpu: 50 }, 'float64'],
    ] as const) {
      const { chooser: c, steps, ran } = chooser(cost, () => Promise.resolve(gpu));
      const { backend, choice } = await c.choose({
        precision: 'auto',
        shape: 'n=8',
        multiplications: 1e6,
        steps,
      });
      expect(backend.name).toBe(expected);
      expect(choice.reason).toMatch(/20 ms in float64/);
      const before = ran.length;
      expect(
        (await c.choose({ precision: 'auto', shape: 'n=8', multiplications: 1e6, steps })).choice,
      ).toEqual(choice);
      expect(ran.length).toBe(before);
      await c.choose({ precision: 'auto', shape: 'n=9', multiplications: 1e6, steps });
      expect(ran.length).toBeGreaterThan(before);
    }
  });

  it('does not start a GPU for steps shorter than a dispatch', async () => {
    let started = false;
    const { chooser: c, steps } = chooser({ float64: 0.3, webgpu: 0.1 }, () => {
      started = true;
      return Promise.resolve(gpu);
    });
    const { choice } = await c.choose({ precision: 'auto', shape: 'small', multiplications: 1e6, steps });
    expect(choice.backend).toBe('float64');
    expect(choice.reason).toMatch(/0\.30 ms/);
    expect(started).toBe(false);
  });

  it('asks for a GPU before it measures long steps, and measures float64 only where that may be faster', async () => {
    const long = { precision: 'auto', shape: 'long', multiplications: 4e9 } as const;
    const alone = chooser({ float64: 400, webgpu: 9 }, () => Promise.reject(new Error('no adapter')));
    expect((await alone.chooser.choose({ ...long, steps: alone.steps })).choice.reason).toBe(
      'float64: no adapter',
    );
    expect(alone.ran).toEqual([]);

    // 4e9 multiplications take 200 ms at 2e10 a second.
    const fast = chooser({ float64: 400, webgpu: 9 }, () => Promise.resolve(gpu));
    const { choice } = await fast.chooser.choose({ ...long, steps: fast.steps });
    expect(choice).toMatchObject({ backend: 'webgpu', reason: expect.stringMatching(/9\.0 ms .*200 ms/) });
    expect(fast.ran).not.toContain('float64');

    const slow = chooser({ float64: 400, webgpu: 450 }, () => Promise.resolve(gpu));
    expect((await slow.chooser.choose({ ...long, steps: slow.steps })).choice.backend).toBe('float64');
    expect(slow.ran.filter((name) => name === 'float64')).toHaveLength(1);
  });

  it('obeys a forced backend, and allows a software adapter only then', async () => {
    const asked: boolean[] = [];
    const { chooser: c, steps } = chooser({ float64: 20, webgpu: 50 }, ({ allowFallbackAdapter }) => {
      asked.push(allowFallbackAdapter);
      return allowFallbackAdapter ? Promise.resolve(gpu) : Promise.reject(new Error('only software here'));
    });
    const auto = await c.choose({ precision: 'auto', shape: 'a', multiplications: 1e6, steps });
    expect(auto.choice.reason).toMatch(/float64: only software here/);
    expect(
      (await c.choose({ precision: 'webgpu', shape: 'a', multiplications: 1e6, steps })).choice.backend,
    ).toBe('webgpu');
    expect(
      (await c.choose({ precision: 'float64', shape: 'a', multiplications: 1e6, steps })).choice.backend,
    ).toBe('float64');
    expect(asked).toEqual([false, true]);
  });

  it('refuses a backend that fails its self-test or loses its device, with the reason', async () => {
    const wrong = new Proxy<Backend>(gpu, {
      get: (target, key) =>
        key === 'gram'
          ? (...args: Parameters<Backend['gram']>) => target.scale(target.gram(...args), 1.01)
          : (Reflect.get(target, key) as unknown),
    });
    const first = chooser({ float64: 20, webgpu: 5 }, () => Promise.resolve(wrong));
    const failed = await first.chooser.choose({
      precision: 'webgpu',
      shape: 'a',
      multiplications: 1e6,
      steps: first.steps,
    });
    expect(failed.choice.backend).toBe('float64');
    expect(failed.choice.reason).toMatch(/computes wrongly here.*tangent kernel/);

    const second = chooser({ float64: 20, webgpu: 5 }, () => Promise.resolve(gpu));
    await second.chooser.choose({ precision: 'auto', shape: 'a', multiplications: 1e6, steps: second.steps });
    second.chooser.refuse('The GPU device was lost.');
    const after = await second.chooser.choose({
      precision: 'auto',
      shape: 'a',
      multiplications: 1e6,
      steps: second.steps,
    });
    expect(after.choice.backend).toBe('float64');
    expect(after.choice.reason).toMatch(/device was lost/);
  });
});

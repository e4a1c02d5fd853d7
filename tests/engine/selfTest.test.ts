import { beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend, type Float64Backend } from '../../src/engine/float64/float64Backend';
import { selfTest } from '../../src/engine/selfTest/selfTest';
import type { Backend, MatMulOptions, Tensor } from '../../src/engine/tensor/backend';

describe('selfTest', () => {
  let reference: Float64Backend;
  beforeAll(async () => {
    reference = await createFloat64Backend();
  });

  /** The float64 backend with some operations replaced, as a faulty driver would. */
  function broken(changes: Partial<Backend>): Backend {
    return new Proxy<Backend>(reference, {
      get: (target, key) => {
        const value: unknown = Reflect.get(key in changes ? changes : target, key);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  }

  it('passes on float64', async () => {
    const backend = await createFloat64Backend();
    const report = await selfTest(backend, reference);
    expect(report.reason).toBeNull();
    expect(report.ok).toBe(true);
    expect(report.precision).toBe(0);
  });

  it('names a product that is wrong only beyond an inner size of 48', async () => {
    const backend = broken({
      matMul: (a: Tensor, b: Tensor, options?: MatMulOptions) =>
        reference.matMul(a, b, {
          ...options,
          scale: (options?.scale ?? 1) * (Math.max(a.cols, a.rows) > 48 ? 1.001 : 1),
        }),
    });
    const report = await selfTest(backend, reference);
    expect(report.ok).toBe(false);
    expect(report.reason).toMatch(/product 7×100×9/);
  });

  it('notices a tanh that overflows to NaN', async () => {
    const backend = broken({
      activationPair: (name, param, z) => {
        const pair = reference.activationPair(name, param, z);
        return z.cols === 6 ? [reference.scale(pair[0], NaN), pair[1]] : pair;
      },
    });
    expect((await selfTest(backend, reference)).reason).toMatch(/large arguments/);
  });

  it('notices a maximum that hides NaN, and an operation that throws', async () => {
    const hiding = broken({ maxAbs: () => reference.upload(Float64Array.of(3), 1, 1) });
    expect((await selfTest(hiding, reference)).reason).toMatch(/NaN and infinity/);
    const throwing = broken({
      matMul: () => {
        throw new Error('device lost');
      },
    });
    expect((await selfTest(throwing, reference)).reason).toMatch(/could not be completed: device lost/);
  });
});

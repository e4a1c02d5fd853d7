import { beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend, type Float64Backend } from '../../src/engine/float64/float64Backend';
import type { Tensor } from '../../src/engine/tensor/backend';
import { Cancelled } from '../../src/engine/work/pause';
import { activationNames } from '../../src/theory/activations/names';
import { foldIn } from '../../src/theory/random/foldIn';
import { prngKey } from '../../src/theory/random/key';
import { normal } from '../../src/theory/random/normal';
import { backendClaims } from './backendSuite';

describe('float64 backend', () => {
  let backend: Float64Backend;
  beforeAll(async () => {
    backend = await createFloat64Backend();
  });

  for (const claim of backendClaims)
    it(claim.name, async () => {
      await claim.check(backend);
    });

  it('multiplies in pieces to the bit, resting in between, and frees what a cancelled product has made', async () => {
    const draw = (rows: number, cols: number, stream: number) =>
      backend.upload(normal(foldIn(prngKey(7), stream), rows * cols), rows, cols);
    // Odd sizes, and one whose short inner dimension is streamed.
    for (const [m, k, n, transposeB] of [
      [61, 1301, 1411, false],
      [47, 1501, 1603, true],
      [3700, 7, 4100, false],
    ] as const) {
      const [a, b] = [draw(m, k, 0), transposeB ? draw(n, k, 1) : draw(k, n, 1)];
      const options = { transposeB, scale: 0.7 };
      let rests = 0;
      const inPieces = await backend.matMulInPieces(a, b, options, () => void rests++);
      const atOnce = backend.matMul(a, b, options);
      const bytes = (t: Tensor) => Buffer.from(backend.peek(t).buffer);
      expect(bytes(inPieces).equals(bytes(atOnce))).toBe(true);
      for (const t of [a, b, inPieces, atOnce]) backend.dispose(t);
      expect(rests > 0).toBe(k > 8);
    }
    const [a, b] = [draw(61, 1301, 0), draw(1301, 1411, 1)];
    const before = backend.memory();
    const cancel = (): never => {
      throw new Cancelled();
    };
    await expect(backend.matMulInPieces(a, b, {}, cancel)).rejects.toThrow(Cancelled);
    expect(backend.memory()).toEqual(before);
  });

  it('passes NaN and infinity on to maxAbs', async () => {
    for (const at of [0, 1, 6]) {
      const values = new Float64Array(7).fill(1);
      values[at] = NaN;
      expect((await backend.download(backend.maxAbs(backend.upload(values, 1, 7))))[0]).toBeNaN();
      values[at] = -Infinity;
      expect((await backend.download(backend.maxAbs(backend.upload(values, 1, 7))))[0]).toBe(Infinity);
    }
  });

  it('passes NaN through every activation and its slope', () => {
    const z = backend.upload(Float64Array.of(0.5, NaN, 1), 1, 3);
    for (const name of activationNames) {
      const [value, slope] = backend.activationPair(name, 0.3, z);
      expect(backend.peek(value)[1], name).toBeNaN();
      if (name !== 'linear') expect(backend.peek(slope)[1], name).toBeNaN();
      expect(Number.isFinite(backend.peek(value)[0] + backend.peek(value)[2]), name).toBe(true);
    }
  });

  it('refuses what does not fit in 1.5 GiB with an estimate, and goes on working', () => {
    expect(() => backend.zeros(20_000, 20_000)).toThrow(/needs an estimated 3\d{3} MB/);
    expect(backend.peek(backend.zeros(1, 2))).toEqual(new Float64Array(2));
  });

  it('refuses sizes that do not fit and tensors already freed', () => {
    const a = backend.zeros(2, 3);
    expect(() => backend.matMul(a, a)).toThrow(/matMul: the sizes do not fit: inner sizes 3 and 2/);
    expect(() => backend.gatherRows(a, Int32Array.of(2))).toThrow(/index 2 of 2 rows/);
    backend.dispose(a);
    expect(() => backend.scale(a, 2)).toThrow(/after it was freed/);
  });

  it('reuses memory: the high-water mark is constant over 10,000 steps of varying lifetime', () => {
    const marks: number[] = [];
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 5_000; i++)
        backend.scope(() => {
          const a = backend.zeros(3 + (i % 5), 11);
          backend.mul(a, a);
        });
      marks.push(backend.reserved);
    }
    expect(marks[1]).toBe(marks[0]);
  });
});

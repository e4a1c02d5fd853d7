import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compare } from '../../../src/engine/analysis/compare';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import type { Backend } from '../../../src/engine/tensor/backend';
import { decodePermalink } from '../../../src/protocol/permalink';

let backend: Backend;
beforeAll(async () => {
  backend = await createFloat64Backend();
});
afterAll(() => backend.close());

const spec = (link: string) => decodePermalink(`#v=1&${link}`).spec;
const small = 'width=64&depth=2&n=4&horizon=8';

describe('the four discrepancies', () => {
  it('the step’s falls as η (gradient descent is a first-order method), the others stay', async () => {
    const coarse = await compare(spec(`${small}&optimizer=gd&lr=0.2`), backend);
    const fine = await compare(spec(`${small}&optimizer=gd&lr=0.1`), backend);
    expect(coarse.at).toBeCloseTo(8, 12);
    expect(coarse.stepSize! / fine.stepSize!).toBeGreaterThan(1.8);
    expect(coarse.stepSize! / fine.stepSize!).toBeLessThan(2.3);
    expect(fine.finiteWidth).toBeCloseTo(coarse.finiteWidth!, 7);
    expect(fine.truncation).toBeCloseTo(coarse.truncation!, 7);
  });

  it('float32’s is of the order of its rounding, 6e-8, times the root of the number of steps', async () => {
    const { floatPrecision } = await compare(spec(`${small}&optimizer=gd&lr=0.1`), backend);
    expect(floatPrecision).toBeGreaterThan(1e-9);
    expect(floatPrecision).toBeLessThan(1e-5);
  });

  it('a wider network is closer to its mean and to its truncation', async () => {
    const narrow = await compare(spec(`${small}&optimizer=gd&lr=0.2`), backend);
    const wide = await compare(spec('width=256&depth=2&n=4&horizon=8&optimizer=gd&lr=0.2'), backend);
    expect(wide.finiteWidth!).toBeLessThan(narrow.finiteWidth!);
    expect(wide.truncation!).toBeLessThan(0.1 * narrow.truncation!);
  });

  it('takes a stable step where the experiment’s own is beyond the limit, and says so', async () => {
    const { eta, notes, stepSize } = await compare(spec(`${small}&optimizer=gd&lr=100`), backend);
    expect(eta).toBeLessThan(100);
    expect(notes.join(' ')).toMatch(/would diverge beyond/);
    expect(stepSize).not.toBeNull();
  });

  it('leaves nothing behind', async () => {
    const before = backend.memory().tensors;
    await compare(spec(`${small}&optimizer=gd&lr=0.5`), backend);
    expect(backend.memory().tensors).toBe(before);
  });
});

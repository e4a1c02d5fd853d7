import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { kernelDiagonal, tangentKernel } from '../../../src/engine/kernel/tangentKernel';
import { fullPass } from '../../../src/engine/network/backward';
import { initialWeights } from '../../../src/engine/network/drawWeights';
import { outputs } from '../../../src/engine/network/forward';
import { networkDefinition } from '../../../src/engine/network/networkDefinition';
import { uploadState } from '../../../src/engine/network/networkState';
import type { Backend } from '../../../src/engine/tensor/backend';
import { caseName, empiricalCases, flatten } from './referenceCases';

let backend: Backend;
beforeAll(async () => {
  backend = await createFloat64Backend();
});
afterAll(() => backend.close());

/** max |a − b| / max |b|. */
function difference(a: Float64Array, b: Float64Array): number {
  const scale = b.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
  return a.reduce((m, v, i) => Math.max(m, Math.abs(v - b[i])), 0) / scale;
}

// 1e-12 relative to the largest entry: MATH §8; the reference is JAX float64 by nested jvp.
describe.each(empiricalCases().map((c) => ({ name: caseName(c), c })))('$name', ({ c }) => {
  const { x, probe = [] } = c.spec.points;
  const d = x[0].length;

  it('f, fProbe, K and its layers agree with JAX to 1e-12', () => {
    const definition = networkDefinition(c.spec, d);
    backend.scope(() => {
      const state = uploadState(backend, definition, initialWeights(definition.parametrisation, c.spec.seed));
      const train = backend.upload(flatten(x), x.length, d);
      const held = backend.upload(flatten(probe), probe.length, d);
      const pass = fullPass(backend, definition, state, train);
      const f = backend.peek(pass.f)!;
      if (!c.spec.centred) {
        expect(difference(f, Float64Array.from(c.f))).toBeLessThan(1e-12);
        const fProbe = backend.peek(outputs(backend, definition, state, held))!;
        expect(difference(fProbe, Float64Array.from(c.fProbe))).toBeLessThan(1e-12);
      }
      expect(backend.peek(outputs(backend, definition, state, train))).toEqual(f);

      const kernel = tangentKernel(backend, definition, pass);
      const k = backend.peek(kernel.total)!;
      expect(difference(k, flatten(c.k2))).toBeLessThan(1e-12);
      expect(kernel.layers).toHaveLength(c.spec.depth + 1);

      const diagonals = kernelDiagonal(backend, definition, pass).map((t) => backend.peek(t)!);
      kernel.layers.forEach((layer, l) => {
        const values = backend.peek(layer)!;
        const diagonal = diagonals[l].map((_, i) => values[i * x.length + i]);
        expect(difference(diagonals[l], diagonal)).toBeLessThan(1e-14);
      });
    });
  });

  it('the cross kernel of the training points with themselves is the kernel', () => {
    const definition = networkDefinition(c.spec, d);
    backend.scope(() => {
      const state = uploadState(backend, definition, initialWeights(definition.parametrisation, c.spec.seed));
      const train = backend.upload(flatten(x), x.length, d);
      const first = backend.sliceRows(train, 1, x.length);
      const a = fullPass(backend, definition, state, train);
      const b = fullPass(backend, definition, state, first);
      const cross = backend.peek(tangentKernel(backend, definition, b, a).total)!;
      expect(difference(cross, flatten(c.k2.slice(1)))).toBeLessThan(1e-12);
    });
  });
});

it('leaves nothing behind', () => {
  expect(backend.memory().tensors).toBe(0);
});

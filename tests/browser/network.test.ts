import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireSpec } from '../../src/protocol/validate';
import { fixture, openNetworkPage, relative, steppedReferences, type NetworkPage } from './networkPage';

let page: NetworkPage;
beforeAll(async () => {
  page = await openNetworkPage();
});
afterAll(() => page.close());

describe.each(['float64', 'webgpu'] as const)('networks on %s in a worker of Chromium', (backend) => {
  it.each(steppedReferences())('train as JAX does: %s', async (_, { spec, times, predictors: { nn } }) => {
    // On the software adapter a step takes milliseconds: there the first 20 to 50 steps, the rest in `npm run verify`.
    const count = backend === 'webgpu' ? 2 : times.length;
    const found = await page.ask({
      backend,
      spec: requireSpec(spec),
      times: times.slice(0, count),
      order: 2,
    });
    // MATH §8: 1e-4 for 200 steps in float32; steps in float64 differ from JAX by rounding alone.
    const limit = backend === 'webgpu' ? 1e-4 : 1e-9;
    expect(relative(found.train, nn.train.slice(0, count))).toBeLessThan(limit);
    expect(relative(found.probe, nn.probe.slice(0, count))).toBeLessThan(limit);
    expect(relative(found.kernel, nn.kernel.slice(0, count))).toBeLessThan(limit);
    expect(found.tensors[1]).toBe(found.tensors[0]);
  });

  it.each(
    fixture<{ spec: Record<string, unknown>; k2: unknown[]; k3: unknown[] }[]>('empirical.json')
      .filter((_, i) => i === 4 || i === 9)
      .map(
        (reference) =>
          [`${String(reference.spec.preset)} ${String(reference.spec.activation)}`, reference] as const,
      ),
  )('have the kernels of order 2 and 3 of nested differentiation: %s', async (_, { spec, k2, k3 }) => {
    const stepped = requireSpec({ ...spec, optimizer: 'gd', lr: 0.01 });
    const found = await page.ask({ backend, spec: stepped, times: [0], order: 3 });
    // K: MATH §8 asks 1e-5 of float32. K⁽³⁾ adds as many roundings again in each of its n passes.
    expect(relative(found.kernels[0], k2)).toBeLessThan(backend === 'webgpu' ? 1e-5 : 1e-12);
    expect(relative(found.kernels[1], k3)).toBeLessThan(backend === 'webgpu' ? 1e-4 : 1e-10);
  });
});

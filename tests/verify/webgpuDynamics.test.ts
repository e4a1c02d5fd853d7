import { afterAll, beforeAll, expect, it } from 'vitest';
import { requireSpec } from '../../src/protocol/validate';
import { openNetworkPage, relative, steppedReferences, type NetworkPage } from '../browser/networkPage';

let page: NetworkPage;
beforeAll(async () => {
  page = await openNetworkPage();
}, 60_000);
afterAll(() => page.close());

it.each(steppedReferences())(
  'WebGPU trains as JAX does to the last time: %s',
  async (_, { spec, times, predictors: { nn } }) => {
    const found = await page.ask({ backend: 'webgpu', spec: requireSpec(spec), times, order: 2 });
    // MATH §8: 1e-4 relative after 200 steps in float32.
    expect(relative(found.train, nn.train)).toBeLessThan(1e-4);
    expect(relative(found.probe, nn.probe)).toBeLessThan(1e-4);
    expect(relative(found.kernel, nn.kernel)).toBeLessThan(1e-4);
  },
);

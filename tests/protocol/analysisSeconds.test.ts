import { describe, expect, it } from 'vitest';
import { analysisSeconds, cheapOrder } from '../../src/protocol/analysisSeconds';
import { defaultSpec } from '../../src/protocol/fields';
import { changeSpec } from '../../src/protocol/validate';

describe('the price of kernels', () => {
  it('grows n-fold with each order, and with every size', () => {
    const spec = changeSpec(defaultSpec, { n: 32 }).spec;
    const [third, fourth, fifth] = [3, 4, 5].map((order) => analysisSeconds(spec, order));
    expect((fifth - fourth) / (fourth - third)).toBeCloseTo(32, 10);
    for (const patch of [{ n: 64 }, { width: 256 }, { depth: 2 }])
      expect(analysisSeconds(changeSpec(spec, patch).spec, 3)).toBeGreaterThan(third);
  });

  it('lets the default experiment have all its kernels unasked, and a large one none', () => {
    expect(cheapOrder(defaultSpec, 3, 0)).toBe(3);
    expect(cheapOrder(defaultSpec, 5, 0)).toBe(5);
    expect(cheapOrder(defaultSpec, 5, 10)).toBeNull();
    expect(cheapOrder(changeSpec(defaultSpec, { n: 16 }).spec, 5, 0)).toBe(4);
    expect(cheapOrder(changeSpec(defaultSpec, { width: 4096, depth: 3 }).spec, 3, 0)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../../src/protocol/fields';
import { requireSpec } from '../../../src/protocol/validate';
import { tooFewRecords } from '../../../src/ui/cards/tooFewRecords';

const spec = requireSpec({ activation: 'cube', optimizer: 'gd', lr: 50 });
const curve = (times: number[], values: number[]) => [
  {
    key: 'nn',
    label: 'Network',
    hue: 'nn' as const,
    times: Float64Array.from(times),
    values: Float64Array.from(values),
  },
];

describe('plots of a run with hardly a moment', () => {
  it('say that the steps are too large, and what helps', () => {
    const text = tooFewRecords(curve([0, 50], [1, 2]), 'log', spec, null);
    expect(text).toContain('1 step of size 50');
    expect(text).toMatch(/smaller learning rate, a longer horizon, or a linear time axis/);
    expect(tooFewRecords(curve([0, 50], [1, 2]), 'linear', spec, null)).toBeNull();
  });

  it('say when the network diverged before there was anything to draw', () => {
    const text = tooFewRecords(curve([0, 50, 100], [1]), 'log', spec, 100);
    expect(text).toContain('diverged at t = 100');
    expect(text).toContain('smaller learning rate');
  });

  it('say nothing of curves that can be drawn, or are on their way', () => {
    expect(tooFewRecords(curve([0, 1, 2], [1, 2, 3]), 'log', spec, 2)).toBeNull();
    expect(tooFewRecords(curve([0, 1, 2], [1]), 'log', spec, null)).toBeNull();
    expect(tooFewRecords(curve([0, 50], [1, 2]), 'log', defaultSpec, null)).toBeNull();
    expect(tooFewRecords([], 'log', spec, null)).toBeNull();
  });
});

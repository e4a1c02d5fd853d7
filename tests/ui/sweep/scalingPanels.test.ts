import { expect, it } from 'vitest';
import { scalingPanels } from '../../../src/ui/sweep/scalingPanels';

const rows = (field: string, places: readonly number[]) =>
  places.map((place) => ({
    overrides: { [field]: place },
    values: { drift: 2 / place },
    key: String(place),
    problem: null,
    seconds: 0,
  }));

it('fits a power of the width, and none of a seed', () => {
  const [byWidth] = scalingPanels(rows('width', [16, 32, 64]), 'width');
  expect(byWidth.data.series[0].fit?.slope).toBeCloseTo(-1, 12);
  const [bySeed] = scalingPanels(rows('seed', [1, 2, 3]), 'seed');
  expect(bySeed.data.series[0].fit).toBeNull();
  expect(bySeed.reading).not.toContain('fit');
});

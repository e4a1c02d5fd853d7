import { describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../../src/engine/float64/float64Backend';
import { Member } from '../../../src/engine/quantities/member';
import { quantities } from '../../../src/engine/quantities/quantities';
import type { Quantity } from '../../../src/engine/quantities/quantity';
import { noPause } from '../../../src/engine/work/pause';
import { Recent } from '../../../src/engine/work/recent';
import { defaultSweep } from '../../../src/protocol/defaultSweep';
import { quantityFamilies } from '../../../src/protocol/quantities/quantityFamilies';
import { sweepOutputs, type SweepOutput } from '../../../src/protocol/sweep';
import { sweepQuantities } from '../../../src/protocol/sweepQuantities';
import { changeSpec } from '../../../src/protocol/validate';

const byPlaceIn = (names: readonly string[]) => (a: string, b: string) => names.indexOf(a) - names.indexOf(b);

describe('quantities', () => {
  it('are described and computed under the same names', () => {
    expect(Object.keys(quantities).sort()).toEqual(Object.keys(quantityFamilies).sort());
    expect(sweepOutputs).toEqual(Object.keys(quantityFamilies));
    expect(new Set(sweepQuantities.map(({ name }) => name)).size).toBe(sweepQuantities.length);
  });

  it('give the numbers that are described, and when something blew up', async () => {
    const backend = await createFloat64Backend();
    const spec = changeSpec(defaultSweep.base, { n: 3, d: 2, width: 8, horizon: 1 }).spec;
    for (const output of sweepOutputs) {
      const member = new Member(backend, spec, [quantities[output].needs], noPause, new Recent(1));
      const names = Object.keys(await quantities[output].compute(member));
      const known: readonly { readonly name: string }[] = quantityFamilies[output].quantities;
      // p = 5 comes only beside K⁽⁵⁾.
      expect(names.filter((name) => !name.startsWith('diverged.'))).toEqual(
        known
          .map(({ name }) => name)
          .filter((name) => !name.endsWith('.p5'))
          .sort(byPlaceIn(names)),
      );
    }
  });

  it('are refused by the compiler where one half is missing', () => {
    const { drift, ...others } = quantities;
    // @ts-expect-error Described, not computed.
    const half: Readonly<Record<SweepOutput, Quantity>> = others;
    expect(half.drift).not.toBe(drift);
    // @ts-expect-error Computed, not described.
    const undescribed: SweepOutput = 'curvature';
    expect(sweepOutputs).not.toContain(undescribed);
  });

  it('drawn together share a panel, and one title is one axis', () => {
    const axes = new Map<string, string>();
    for (const { panel } of sweepQuantities) {
      if (!panel) continue;
      const axis = `${panel.axis} ${panel.unit}`;
      expect(axes.get(panel.title) ?? axis).toBe(axis);
      axes.set(panel.title, axis);
    }
    expect(axes.size).toBeGreaterThan(1);
  });
});

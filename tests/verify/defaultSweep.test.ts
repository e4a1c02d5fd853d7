import { beforeAll, describe, expect, it } from 'vitest';
import type { SweepRow } from '../../src/protocol/sweep';
import { cheapFirst, sweepMembers } from '../../src/protocol/sweep';
import { defaultSweep } from '../../src/protocol/defaultSweep';
import { seriesScaling, sweepSeries } from '../../src/protocol/sweepScaling';
import { createFloat64Backend } from '../../src/engine/float64/float64Backend';
import { noPause } from '../../src/engine/work/pause';
import { sweepMember } from '../../src/engine/sweep/sweepMember';

/**
 * Huang and Yau's scalings, seen: medians over 8 seeds at m = 32 … 512. The bands are the project's own statement of what
 * such a sweep must reproduce; they are wider than the standard errors of the fits (0.06 to 0.10).
 */
describe('the default width sweep', () => {
  let rows: readonly SweepRow[];
  beforeAll(async () => {
    const backend = await createFloat64Backend();
    const all: SweepRow[] = [];
    for (const member of cheapFirst(sweepMembers(defaultSweep)))
      all.push(
        await sweepMember(backend, member, defaultSweep.outputs, { now: () => performance.now() }, noPause),
      );
    rows = all;
    backend.close();
  }, 300_000);

  it('has a row with every number for each of its 40 members', () => {
    expect(rows.length).toBe(40);
    for (const { problem, values } of rows) {
      expect(problem).toBeNull();
      for (const name of ['k3.max', 'k4.max', 'drift', 'error.p2']) expect(values[name]).toBeGreaterThan(0);
    }
  });

  it.each([
    ['k3.max', -0.9, 0.15],
    ['k4.max', -1.0, 0.3],
    ['drift', -1.0, 0.15],
    ['error.p2', -1.0, 0.2],
    ['error.p4', -1.7, 0.4],
  ])('%s falls with the width with slope %f ± %f', (name, slope, tolerance) => {
    const [series] = sweepSeries(rows, 'width');
    const { overMedians, groups } = seriesScaling(series, name);
    expect(groups.length).toBe(5);
    expect(Math.abs(overMedians!.slope - slope)).toBeLessThan(tolerance);
  });

  it('buys an order of accuracy from p = 2 to p = 4, little at p = 3', () => {
    const [series] = sweepSeries(rows, 'width');
    const median = (name: string) => seriesScaling(series, name).groups.find(({ x }) => x === 512)!.median;
    expect(median('error.p4')).toBeLessThan(0.1 * median('error.p2'));
    expect(median('error.p3')).toBeGreaterThan(0.5 * median('error.p2'));
  });
});

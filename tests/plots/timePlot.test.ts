import { describe, expect, it } from 'vitest';
import { summariseTimePlot, tabulateTimePlot } from '../../src/plots/timePlotText';
import { placeCrosses } from '../../src/plots/blowUpCrosses';
import { textWidth } from '../../src/plots/mathText';
import { axisScale } from '../../src/plots/axisScale';
import { timeDomain, valueDomain, type TimeSeries } from '../../src/plots/timeSeries';
import { valueAt } from '../../src/plots/valueAt';

const times = Float64Array.of(0, 0.1, 1, 10, 60);
const network: TimeSeries = {
  key: 'nn',
  label: 'Network',
  hue: 'nn',
  times,
  values: Float64Array.of(0.2, 0.19, 0.15, 0.08, 0.01),
};
const wild: TimeSeries = {
  key: 'nth4',
  label: 'NTH p = 4',
  hue: 'nth4',
  times,
  values: Float64Array.of(0.2, 0.19, 0.15, 1e5, NaN),
  divergedAt: 30,
};

describe('timePlot', () => {
  it('starts a log axis at the first positive record and reaches the horizon before the data do', () => {
    expect(timeDomain([network], 60, 'log')).toEqual([0.1, 60]);
    expect(timeDomain([{ ...network, times: times.subarray(0, 3) }], 60, 'log')).toEqual([0.1, 60]);
    expect(timeDomain([], 60, 'linear')).toEqual([0, 60]);
  });

  it('is not flattened by a curve that blows up', () => {
    const [, top] = valueDomain([network, wild], [0, 60], 'linear');
    expect(top).toBeGreaterThan(0.2);
    // At most five times what the others need, and one rounding step.
    expect(top).toBeLessThanOrEqual(1.2);
    expect(valueDomain([network, wild], [0, 60], 'log')[1]).toBeLessThanOrEqual(1);
  });

  it('follows the network: what is compared with it may run out of a linear axis', () => {
    const compared = { ...network, key: 'ntk', values: network.values.map((value) => -20 * value) };
    const [low, high] = valueDomain([{ ...network, reference: true }, compared], [0, 60], 'linear');
    // 1.5 times the network's largest magnitude, 0.2, and one rounding step.
    expect(low).toBeGreaterThanOrEqual(-0.35);
    expect(high).toBeGreaterThanOrEqual(0.2);
    expect(valueDomain([network, compared], [0, 60], 'linear')[0]).toBeLessThanOrEqual(-4);
  });

  it('fits what is visible', () => {
    expect(valueDomain([network], [10, 60], 'linear')[1]).toBeLessThan(0.1);
  });

  it('says values and blow-ups', () => {
    const data = { title: 'Loss', yTitle: 'loss L', series: [network, wild] };
    expect(summariseTimePlot(data, 1)).toBe(
      'Loss: loss L against time. At t = 1: Network 0.15; NTH p = 4 0.15 (blows up at t = 30).',
    );
    expect(summariseTimePlot(data, 40)).toContain('NTH p = 4 blew up at t = 30');
    expect(summariseTimePlot({ ...data, series: [] }, 1)).toContain('Nothing is drawn');
  });

  it('tabulates every record, empty where a predictor has none', () => {
    const table = tabulateTimePlot({ title: 'Loss', yTitle: 'L', series: [network, wild] });
    expect(table.columns).toEqual(['t', 'Network', 'NTH p = 4']);
    expect(table.rows).toHaveLength(5);
    expect(table.rows[4]).toEqual([60, 0.01, null]);
    const other = { ...wild, times: Float64Array.of(0, 5), values: Float64Array.of(1, 2) };
    const mixed = tabulateTimePlot({ title: 'Loss', yTitle: 'L', series: [network, other] });
    expect(mixed.rows.map((row) => row[0])).toEqual([0, 0.1, 1, 5, 10, 60]);
    expect(mixed.rows[3]).toEqual([5, null, 2]);
  });
});

describe('blow-up crosses', () => {
  it('stand apart and inside, even when two predictors blow up together', () => {
    const inner = { left: 40, top: 28, width: 250, height: 200 };
    const series = [30, 33, 59].map((divergedAt) => ({ ...wild, key: String(divergedAt), divergedAt }));
    const crosses = placeCrosses(
      series,
      axisScale('log', [0.1, 60], 250),
      axisScale('log', [1e-3, 1], 200, true),
      inner,
    );
    expect(crosses).toHaveLength(3);
    for (const { y } of crosses) {
      expect(y).toBeGreaterThanOrEqual(6);
      expect(y).toBeLessThanOrEqual(194);
    }
    // Labels are 12 px high and their estimated widths generous: two that share a column lie at least 15 px apart.
    const boxes = crosses.map(({ x, y, label, side, drop }) => {
      const near = side === 'right' ? x + 8 : x - 8 - textWidth(label);
      return { from: near, to: near + textWidth(label), y: y + drop };
    });
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(0, i))
        expect(a.to < b.from || b.to < a.from || Math.abs(a.y - b.y) >= 15).toBe(true);
    expect(Math.max(...boxes.map(({ to }) => to))).toBeLessThanOrEqual(inner.width + 12);
    expect(crosses[2].side).toBe('left');
  });
});

describe('valueAt', () => {
  it('is the record at its times, linear between, null outside', () => {
    expect([...times].map((t) => valueAt(times, network.values, t))).toEqual([...network.values]);
    expect(valueAt(times, network.values, 5.5)).toBeCloseTo(0.115, 12);
    expect(valueAt(times, network.values, 61)).toBeNull();
    expect(valueAt(times, network.values.subarray(0, 3), 5)).toBeNull();
    expect(valueAt(times, wild.values, 30)).toBeNull();
  });
});

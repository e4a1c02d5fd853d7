import { describe, expect, it } from 'vitest';
import { functionDomain, wrapAngle, type FunctionPlotData } from '../../src/plots/functionAxes';
import { pointRadius } from '../../src/plots/functionPoints';
import { summariseFunctionPlot, tabulateFunctionPlot } from '../../src/plots/functionPlotText';

const probe = Float64Array.from({ length: 9 }, (_, i) => -Math.PI + (i * Math.PI) / 4);
const data: FunctionPlotData = {
  axis: { kind: 'angle', probe, train: Float64Array.of(-1, 1) },
  targets: Float64Array.of(-1, 1),
  curves: [
    { predictor: 'nn', values: probe.map((x) => 0.1 * x) },
    { predictor: 'nth4', values: probe.map((x) => (x > 2 ? NaN : 1e8)) },
    { predictor: 'ntk', values: probe.map(() => 0), spread: probe.map(() => 0.5), spreadLabel: 'NTK ± 2 sd' },
  ],
};

describe('functionPlot', () => {
  it('keeps the targets in view and lets a wild curve run out', () => {
    const [low, high] = functionDomain(data);
    expect(low).toBeLessThanOrEqual(-1);
    expect(high).toBeGreaterThanOrEqual(1);
    // 1.4 times the half-range of the targets, 6 % margin, one rounding step.
    expect(high).toBeLessThanOrEqual(2);
  });

  it('draws circles that cover no more area in all, however many points there are', () => {
    const area = (n: number): number => n * pointRadius(n) ** 2;
    expect(pointRadius(6)).toBe(5.5);
    for (const n of [24, 64, 256]) expect(area(n)).toBeLessThanOrEqual(area(24) + 1e-9);
    expect(pointRadius(1e6)).toBeGreaterThan(1);
  });

  it('brings angles back to the circle', () => {
    expect(wrapAngle(Math.PI + 0.25)).toBeCloseTo(-Math.PI + 0.25, 12);
    expect(wrapAngle(-Math.PI - 0.25)).toBeCloseTo(Math.PI - 0.25, 12);
    expect(wrapAngle(0.3)).toBeCloseTo(0.3, 12);
  });

  it('tabulates outputs and spreads by probe point', () => {
    const table = tabulateFunctionPlot(data);
    expect(table.columns).toEqual(['angle (rad)', 'Network', 'NTH p = 4', 'NTK, m = ∞', 'NTK ± 2 sd']);
    expect(table.rows[8]).toEqual([Math.PI, 0.1 * Math.PI, null, 0, 0.5]);
  });

  it('says ranges', () => {
    expect(summariseFunctionPlot(data, 12)).toContain('Network between −0.31 and 0.31');
  });
});

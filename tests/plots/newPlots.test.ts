import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelLines } from '../../src/plots/fieldContours';
import { fieldDomain } from '../../src/plots/fieldGrid';
import { summariseFieldMap, tabulateFieldMap } from '../../src/plots/fieldMapData';
import { summariseLinePlot, tabulateLinePlot } from '../../src/plots/linePlot';
import { countInCells, summariseParticles } from '../../src/plots/particleCanvas';
import { runQuantiles } from '../../src/plots/quantileBand';

describe('field map', () => {
  it('has edges half a cell beyond the outer middles, on the scale', () => {
    expect(fieldDomain({ kind: 'linear', centres: [1, 2, 3] })).toEqual([0.5, 3.5]);
    const [low, high] = fieldDomain({ kind: 'log', centres: [1, 4, 16] });
    expect(low).toBeCloseTo(0.5, 12);
    expect(high).toBeCloseTo(32, 12);
  });

  it('draws level lines where the field has the level, and none along the border', () => {
    // The field x + y over the unit square: the level c is the line x + y = c, and linear interpolation is exact.
    const n = 20;
    const values = Array.from(
      { length: n * n },
      (_, k) => ((k % n) + 0.5) / n + (Math.floor(k / n) + 0.5) / n,
    );
    const lines = levelLines(values, n, n, 0.8);
    expect(lines).toHaveLength(1);
    for (const [c, r] of lines[0]) expect(c + r).toBeCloseTo(0.8, 9);
    expect(lines[0].length).toBeGreaterThan(10);
    expect(levelLines(values, n, n, 5)).toEqual([]);
    expect(levelLines(values, n, n, NaN)).toEqual([]);
    expect(levelLines([1], 1, 1, 0)).toEqual([]);
  });

  it('says and tabulates values and classes', () => {
    const axis = { kind: 'linear' as const, centres: [1, 2] };
    const data = {
      title: 'Phases',
      x: { ...axis, title: 'σ_w' },
      y: { ...axis, title: 'σ_b' },
      valueTitle: 'phase',
      values: [0, 1, 1, NaN],
      colour: { kind: 'categorical' as const, classes: ['ordered', 'chaotic'] },
    };
    expect(summariseFieldMap(data)).toBe(
      'Phases: σb against σw, 2 × 2 cells; ordered in 1 cells, chaotic in 2 cells.',
    );
    expect(tabulateFieldMap(data).rows).toEqual([
      [1, 1, 'ordered'],
      [2, 1, 'chaotic'],
      [1, 2, 'chaotic'],
      [2, 2, null],
    ]);
  });
});

describe('line plot', () => {
  const line = {
    key: 'c',
    label: 'correlation',
    hue: 0,
    x: Float64Array.of(1, 2),
    y: Float64Array.of(0.5, NaN),
  };
  const data = { title: 'Depth', xTitle: 'layer l', yTitle: 'c', series: [line] };
  it('says ranges and tabulates gaps as such', () => {
    expect(summariseLinePlot(data)).toBe(
      'Depth: c against layer l. correlation between 0.50 and 0.50 for 1 to 2.',
    );
    expect(tabulateLinePlot(data).rows).toEqual([
      ['correlation', 1, 0.5],
      ['correlation', 2, null],
    ]);
  });
});

describe('quantiles over runs', () => {
  it('count a diverged run as larger than any number, and leave out what was not measured', () => {
    const runs = [[1], [2], [Infinity], [NaN], [Infinity]];
    // Of 1, 2, ∞, ∞: the median lies between 2 and ∞, the 10 % quantile at 1.3.
    expect(runQuantiles(runs, 1, 0.5)[0]).toBe(Infinity);
    expect(runQuantiles(runs, 1, 0.1)[0]).toBeCloseTo(1.3, 12);
    expect(runQuantiles([[Infinity], [Infinity]], 1, 0.25)[0]).toBe(Infinity);
    expect(runQuantiles([], 1, 0.5)[0]).toBeNaN();
  });

  it('lie between the smallest and the largest run, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 9 }), (values) => {
        const runs = values.map((value) => [value]);
        const [low, middle, high] = [0.1, 0.5, 0.9].map((share) => runQuantiles(runs, 1, share)[0]);
        expect(
          Math.min(...values) <= low && low <= middle && middle <= high && high <= Math.max(...values),
        ).toBe(true);
      }),
    );
  });
});

describe('particles', () => {
  it('are counted once each where they lie on the axes', () => {
    const points = Float32Array.of(0.5, 0.5, 1, -0.5, 0.5, 2, 9, 0, 0, NaN, 0, 0);
    const counts = countInCells(points, [-1, 1], [-1, 1]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
    const data = {
      title: 'P',
      xTitle: 'a',
      yTitle: 'w',
      valueTitle: 'c',
      xDomain: [-1, 1] as const,
      yDomain: [-1, 1] as const,
      limits: { low: 0, high: 1 },
      colour: 'sequential' as const,
    };
    expect(summariseParticles(data, Float32Array.of(1, 0, 0, 3, 0, 0))).toContain('2 particles, a 2.0 ± 1.0');
  });
});

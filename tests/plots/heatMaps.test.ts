import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveCell, type Cell } from '../../src/plots/interact/cellCursor';
import { colourIndex, comparedLimits, sharedLimits } from '../../src/plots/kit/colourScale';
import { heatMapLayout } from '../../src/plots/heatMapLayout';
import {
  kernelDifference,
  summariseKernelHeatmaps,
  tabulateKernelHeatmaps,
} from '../../src/plots/kernelHeatmaps';
import { sliceColumns, slicesOf } from '../../src/plots/sliceMultiples';

describe('colour limits', () => {
  it('share one scale, diverging ones centred at zero', () => {
    const maps = [Float64Array.of(1, 3), null, Float64Array.of(-2, NaN)];
    expect(sharedLimits(maps, 'sequential')).toEqual({ low: -2, high: 3 });
    expect(sharedLimits(maps, 'diverging')).toEqual({ low: -3, high: 3 });
    expect(sharedLimits([Float64Array.of(1, 3)], 'sequential')).toEqual({ low: 0, high: 3 });
  });

  it('maps limits to ends, zero to the middle, no value to no colour', () => {
    const limits = { low: -3, high: 3 };
    expect([-3, 3, 99, NaN].map((value) => colourIndex(value, limits, 'diverging'))).toEqual([
      0, 255, 255, -1,
    ]);
    expect(Math.abs(colourIndex(0, limits, 'diverging') - 127.5)).toBeLessThanOrEqual(0.5);
  });

  it('shows a map of zeros in the neutral colour', () => {
    const zeros = new Float64Array(4);
    expect(colourIndex(0, sharedLimits([zeros], 'diverging'), 'diverging')).toBe(128);
    expect(colourIndex(0, sharedLimits([zeros], 'sequential'), 'sequential')).toBe(0);
  });

  it('follow the network: a prediction that blows up saturates', () => {
    const own = { values: Float64Array.of(-1, 2), reference: true };
    const wild = { values: Float64Array.of(-300, 15) };
    const mild = { values: Float64Array.of(-1.5, 3) };
    expect(comparedLimits([own, wild], 'diverging')).toEqual({ low: -4, high: 4 });
    expect(comparedLimits([own, mild], 'diverging')).toEqual({ low: -3, high: 3 });
    expect(comparedLimits([wild], 'diverging')).toEqual({ low: -300, high: 300 });
    // At t = 0 a predicted kernel differs from the network's by rounding: that is no colour.
    expect(comparedLimits([{ values: Float64Array.of(-6e-14) }], 'diverging', 5e-10).high).toBe(5e-10);
    expect(comparedLimits([own], 'diverging', 5e-10).high).toBe(comparedLimits([own], 'diverging').high);
  });

  it('give every number an index on the scale', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.double(), fc.double(), (value, a, b) => {
        const limits = sharedLimits([[a, b]], 'diverging');
        const index = colourIndex(value, limits, 'diverging');
        expect(Number.isInteger(index) && index >= 0 && index < 256).toBe(true);
      }),
    );
  });
});

describe('cell cursor', () => {
  const grid = { maps: 2, rows: 3, columns: 4 };

  it('walks inside the grid, enters at the first cell and leaves on Escape', () => {
    const keys = ['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...keys), { minLength: 1 }), (pressed) => {
        let cell: Cell | null = null;
        for (const key of pressed) cell = moveCell(cell, key, grid) ?? null;
        expect(cell!.row >= 0 && cell!.row < 3 && cell!.column >= 0 && cell!.column < 4).toBe(true);
        expect(cell!.map === 0 || cell!.map === 1).toBe(true);
        expect(moveCell(cell, 'Escape', grid)).toBeNull();
      }),
    );
    expect(moveCell(null, 'ArrowDown', grid)).toEqual({ map: 0, row: 0, column: 0 });
    expect(moveCell(null, 'a', grid)).toBeUndefined();
    expect(moveCell(null, 'ArrowDown', { ...grid, maps: 0 })).toBeUndefined();
  });
});

describe('layout', () => {
  it.each([
    [300, 290],
    [300, 220],
    [560, 300],
    [900, 200],
  ])('fits %d × %d', (width, height) => {
    const { blockWidth, rowHeight } = heatMapLayout(3, 2, { width, height });
    expect(blockWidth).toBeLessThanOrEqual(width);
    expect(2 * rowHeight - 10).toBeLessThanOrEqual(height);
  });

  it('takes the number of columns that makes slices largest', () => {
    expect(sliceColumns(6, { width: 300, height: 280 })).toBe(3);
    expect(sliceColumns(6, { width: 900, height: 120 })).toBe(6);
  });
});

describe('tables', () => {
  it('slices a third-order tensor by its last index', () => {
    const tensor = Float64Array.from({ length: 8 }, (_, k) => k);
    expect(slicesOf(tensor, 2).map((slice) => [...slice.values])).toEqual([
      [0, 2, 4, 6],
      [1, 3, 5, 7],
    ]);
  });

  it('has a row per pair and a column per map', () => {
    const k0 = Float64Array.of(2, 1, 1, 2);
    const kt = Float64Array.of(3, 1, 1, 2);
    const data = {
      n: 2,
      kernels: [{ key: '0', label: 'K₀', values: k0 }],
      differences: [
        { key: 'd', label: 'K_t − K₀', values: kernelDifference(kt, k0) },
        { key: 'p', label: 'NTH p = 4', values: kernelDifference(null, k0) },
      ],
    };
    const table = tabulateKernelHeatmaps(data);
    expect(table.columns).toEqual(['i', 'j', 'K0', 'Kt − K0', 'NTH p = 4']);
    expect(table.rows[0]).toEqual(['1', '1', 2, 1, null]);
    expect(table.rows[2]).toEqual(['2', '1', 1, 0, null]);
    expect(summariseKernelHeatmaps(data, 12)).toContain('NTH p = 4 not available');
  });
});

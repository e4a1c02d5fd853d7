import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../src/protocol/fields';
import { defaultLabSettings } from '../../src/protocol/labFields';
import { decodeAddress } from '../../src/protocol/permalink';
import {
  cellCount,
  coarseToFine,
  nearestTheory,
  placeOf,
  planeMembers,
  planeOf,
  type Plane,
  type PlaneSettings,
} from '../../src/protocol/plane';
import { planeKinds } from '../../src/protocol/planeSettings';
import { planProblems } from '../../src/protocol/sweep';
import { changeSpec } from '../../src/protocol/validate';

const settings = defaultLabSettings.regimes;

function planned(patch: Partial<PlaneSettings> = {}, spec = defaultSpec): Plane {
  const found = planeOf(spec, { ...settings, ...patch });
  if ('problem' in found) throw new Error(found.problem);
  return found.plane;
}

const axis = (count: number): Plane['x'] => ({
  field: 'alpha',
  scale: 'log',
  values: Array.from({ length: count }, (_, i) => i + 1),
});

describe('a plane', () => {
  it('has every cell once, at the values of its axes, and is a legal sweep', () => {
    for (const plane of planeKinds) {
      const one = planned({ plane });
      expect(planProblems({ base: one.base, axes: [one.y, one.x], outputs: one.outputs })).toEqual([]);
      planeMembers(one).forEach(({ spec }, k) => expect(spec).toMatchObject(placeOf(one, k)));
      expect(new Set(planeMembers(one).map(({ key }) => key)).size).toBe(cellCount(one));
    }
    const { x, y } = planned();
    expect([x.values.length, y.values.length]).toEqual([12, 12]);
    expect([x.values[0], x.values[11], y.values[0], y.values[11]]).toEqual([16, 4096, 0.5, 64]);
  });

  it('lies around the experiment, but not at its place: the dot may be dragged and the plane stays', () => {
    const moved = changeSpec(defaultSpec, { width: 77, alpha: 3, tab: 'regimes', predictors: ['nn'] }).spec;
    expect(planned({}, moved)).toEqual(planned());
    expect(planned({}, changeSpec(defaultSpec, { seed: 8 }).spec)).not.toEqual(planned());
  });

  it('takes steps where it runs over their size, and asks for their limit', () => {
    const plane = planned({ plane: 'rate-alpha' });
    expect(plane.base.optimizer).toBe('gd');
    expect(plane.outputs).toContain('spectrum');
    const momentum = changeSpec(defaultSpec, { optimizer: 'momentum' }).spec;
    expect(planned({ plane: 'rate-alpha' }, momentum).base.optimizer).toBe('momentum');
  });

  it('asks for kernels of higher order only where a theory needs them', () => {
    expect(planned({ among: ['ntk', 'meanField'] }).outputs).not.toContain('hierarchies');
    expect(planned({ among: ['ntk'], show: 'nth4' }).outputs).toContain('hierarchies');
  });

  it('has as many columns as there are whole numbers in its range', () => {
    expect(planned({ plane: 'depth-width' }).x.values).toEqual([1, 2, 3, 4]);
    expect(planned({ widthFrom: 16, widthTo: 18, cells: 48 }).x.values).toEqual([16, 17, 18]);
  });

  it('refuses what has no plane, with the rule and what to do', () => {
    const said = (patch: Partial<PlaneSettings>, spec = defaultSpec) =>
      planeOf(spec, { ...settings, ...patch });
    expect(said({ widthFrom: 64, widthTo: 64 })).toEqual({
      problem: 'The plane’s least width must be below its largest, got 64 and 64; take a larger range.',
    });
    const jacot = changeSpec(defaultSpec, { preset: 'jacot' }).spec;
    expect(said({}, jacot)).toMatchObject({
      problem: expect.stringMatching(/have α\. Choose the parametrisation/),
    });
    expect(said({ plane: 'depth-width' }, jacot)).toHaveProperty('plane');
  });

  it('ends its learning rates with the horizon: a longer step is never made', () => {
    const rates = (horizon: number) => planned({ plane: 'rate-alpha' }, { ...defaultSpec, horizon }).x.values;
    expect(rates(60).at(-1)).toBe(20);
    expect(rates(5).at(-1)).toBe(5);
    expect(planeOf({ ...defaultSpec, horizon: 0.04 }, { ...settings, plane: 'rate-alpha' })).toEqual({
      problem: expect.stringMatching(
        /^The plane’s least learning rate must be below the horizon, got 0\.05 and 0\.04; .* larger horizon\.$/,
      ) as string,
    });
  });

  it('of a million runs, or beyond the fields’ limits, is cut where the link is read', () => {
    const { settings: read, problems } = decodeAddress('#v=1&regimes.cells=1000&regimes.widthTo=1e6');
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^regimes\.cells must be .*2…48, got 1000; using 48$/),
      expect.stringMatching(/^regimes\.widthTo must be .*1…16384, got 1000000; using 16384$/),
    ]);
    expect(read.regimes).toMatchObject({ cells: 48, widthTo: 16384 });
  });
});

describe('coarse to fine', () => {
  it('is every cell once, and after the first few no cell is far from a known one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 48 }), fc.integer({ min: 1, max: 48 }), (columns, rows) => {
        const order = coarseToFine({ x: axis(columns), y: axis(rows) });
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: columns * rows }, (_, k) => k));
        const first = order.slice(0, 25);
        const stride = Math.ceil(Math.max(columns, rows) / 4);
        for (let k = 0; k < columns * rows; k++) {
          const distances = first.map((one) =>
            Math.max(
              Math.abs((one % columns) - (k % columns)),
              Math.abs(Math.floor(one / columns) - Math.floor(k / columns)),
            ),
          );
          expect(Math.min(...distances)).toBeLessThanOrEqual(stride);
        }
      }),
      { numRuns: 60, seed: 5 },
    );
  });

  it('begins a plane of 12 × 12 with the middles of 2 × 2 blocks, then those of 4 × 4', () => {
    const order = coarseToFine({ x: axis(12), y: axis(12) });
    const columns = (from: number, to: number) => new Set(order.slice(from, to).map((k) => k % 12));
    expect(columns(0, 4)).toEqual(new Set([3, 9]));
    expect(columns(4, 20)).toEqual(new Set([1, 4, 7, 10]));
  });
});

describe('the nearest theory', () => {
  it('is that of the least error among those that have one', () => {
    const values = {
      'theory.ntk': 0.2,
      'theory.meanField': 0.1,
      'theory.nth4': null,
      'theory.linearised': 0.01,
    };
    expect(nearestTheory({ values }, ['ntk', 'meanField', 'nth4'])).toEqual({
      name: 'meanField',
      error: 0.1,
    });
    expect(nearestTheory({ values }, ['nth4'])).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { defaultLabSettings } from '../../../src/protocol/labFields';
import type { Plane, PlaneSettings } from '../../../src/protocol/plane';
import { defaultSpec } from '../../../src/protocol/fields';
import type { CellRow } from '../../../src/state/planeStore';
import { coarsely } from '../../../src/ui/regimes/planeCells';
import { planePicture } from '../../../src/ui/regimes/planePicture';
import { cellText, changePoint, percentOf, planeSentence } from '../../../src/ui/regimes/planeText';

/** Two widths and four output scales; errors α/100 of the mean field and 0.04/α of the linearisation cross at α = 2. */
const plane: Plane = {
  base: defaultSpec,
  x: { field: 'width', scale: 'log', values: [64, 128] },
  y: { field: 'alpha', scale: 'log', values: [0.5, 1, 4, 16] },
  outputs: ['theories'],
};
const cell = (alpha: number): CellRow => ({
  values: {
    drift: 1 / alpha,
    'diverged.nn': null,
    'theory.meanField': alpha / 100,
    'theory.linearised': 0.04 / alpha,
  },
  problem: null,
});
const gone: CellRow = { values: { drift: null, 'diverged.nn': 3, 'theory.meanField': null }, problem: null };
const rows = plane.y.values.flatMap((alpha) => [cell(alpha), cell(alpha)]);
const settings: PlaneSettings = { ...defaultLabSettings.regimes, among: ['linearised', 'meanField'] };

describe('a plane in words', () => {
  it('counts the networks by their nearest theory, and says where it changes', () => {
    expect(planeSentence(plane, rows, settings, 1)).toBe(
      'Of 8 networks the mean field is nearest in 4, the linearisation in 4, and none is within 5 % in 0. ' +
        'At m = 128 the mean field hands over to the other theories near α = 2.0.',
    );
  });

  it('counts as none what is beyond the tolerance, and names what diverged or is not known yet', () => {
    const half = [gone, ...rows.slice(1, 4), null, null, null, null];
    const said = planeSentence(plane, half, { ...settings, tolerance: 0.008 }, 1);
    // Of α = 0.5 (0.005), 1, 1 (0.01) only the first is within 0.8 %.
    expect(said).toContain('Of the 4 networks known so far (of 8) the mean field is nearest in 1');
    expect(said).toContain('none is within 0.8 % in 2');
    expect(said).toContain('One network diverged.');
  });

  it('finds the change between cells on a logarithmic axis, and none where one theory is nearest throughout', () => {
    expect(changePoint(plane, rows, settings.among, 0)).toBeCloseTo(2, 10);
    expect(changePoint(plane, rows.slice(0, 4), ['meanField', 'linearised'], 0)).toBeNull();
    expect(changePoint(plane, rows, ['meanField'], 0)).toBeNull();
  });

  it('says the ends of a quantity', () => {
    expect(planeSentence(plane, rows, { ...settings, show: 'drift' }, 0)).toBe(
      'The kernel moves by 6.3 × 10⁻² at m = 64, α = 16, and by 2.0 at m = 64, α = 0.5.',
    );
  });

  it('tells one cell', () => {
    expect(cellText(plane, rows[1], 1, settings)).toBe(
      'm = 128, α = 0.5: Mean field, off by 0.5 %, drift 2.0',
    );
    expect(cellText(plane, gone, 0, settings)).toBe('m = 64, α = 0.5: the network diverged');
    expect(cellText(plane, null, 0, settings)).toBe('m = 64, α = 0.5: not computed yet');
  });
});

describe('its picture', () => {
  it('paints the nearest known network where a cell is not there yet, and neither counts nor tells it', () => {
    const partly = rows.map((row, k) => (k === 0 || k === 7 ? row : null));
    const shown = coarsely(plane, partly, []);
    expect([shown[2], shown[3], shown[4], shown[5]]).toEqual([rows[0], rows[7], rows[0], rows[7]]);
    const { values, painted, tell } = planePicture(
      { plane, rows: partly, before: [] },
      settings,
      defaultSpec,
    );
    expect(Array.from(values).filter(Number.isFinite)).toHaveLength(2);
    expect(Array.from(painted!).every(Number.isFinite)).toBe(true);
    expect(tell!(1, 0)).toContain('not computed yet');
  });

  it('takes what another plane knew as its coarse picture', () => {
    const none = rows.map(() => null);
    const before = [{ x: 100, y: 16, row: rows[7] }];
    expect(coarsely(plane, none, before).every((row) => row === rows[7])).toBe(true);
    expect(coarsely(plane, none, [])).toEqual(none);
  });

  it('gives the nearest theory’s full hue within the tolerance, a pale one beyond, a cross where it diverged', () => {
    const data = planePicture(
      { plane, rows: [gone, ...rows.slice(1)], before: [] },
      { ...settings, tolerance: 0.007 },
      defaultSpec,
    );
    // Classes: linearised, its pale, mean field, its pale, diverged.
    expect(Array.from(data.values)).toEqual([4, 2, 3, 3, 1, 1, 0, 0]);
    expect(data.crossed).toEqual([0]);
  });
});

it.each([
  [0, '0 %'],
  [0.041, '4.1 %'],
  [3e-5, '3.0 × 10⁻³ %'],
  [12.3, '1200 %'],
  [200, '2.0 × 10⁴ %'],
  [2.3e23, '2.3 × 10²⁵ %'],
])('says the share %f as %s, with no e', (share, text) => {
  expect(percentOf(share)).toBe(text);
});

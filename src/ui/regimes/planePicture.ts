/** A plane as the field map draws it. */
import type { FieldColour } from '../../plots/fieldColour';
import type { FieldCurve, FieldMapData } from '../../plots/fieldMapData';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { fields } from '../../protocol/fields';
import { diverged, nearestTheory, shortLabel } from '../../protocol/plane';
import type { Plane, PlaneAxis, PlaneSettings } from '../../protocol/plane';
import { stepLimit } from '../../protocol/stepLimit';
import { resolveAlpha } from '../../theory/network/parametrisation';
import type { CellRow, PlaneState } from '../../state/planeStore';
import { coarsely } from './planeCells';
import { cellText, percentOf, shownValue, symbolOf } from './planeText';

/** Strength of a hue where the nearest theory is beyond the tolerance. */
const pale = 0.28;

/** Drifts and motions whose level lines are drawn. */
const decades = [0.01, 0.1, 1];

export function planePicture(
  { plane, rows, before }: Pick<PlaneState, 'rows' | 'before'> & { readonly plane: Plane },
  settings: PlaneSettings,
  spec: ExperimentSpec,
): FieldMapData {
  const shown = coarsely(plane, rows, before);
  const { show, tolerance, among } = settings;
  const common = {
    title: 'Plane of regimes',
    x: axisOf(plane.x),
    y: axisOf(plane.y),
    crossed: shown.flatMap((row, k) => (row && diverged(row) ? [k] : [])),
    curves: curvesOf(plane, rows),
    dot: { label: 'Present network', ...presentPlace(plane, spec) },
    tell: (column: number, row: number) => {
      const k = row * plane.x.values.length + column;
      return cellText(plane, rows[k], k, settings);
    },
  };
  if (show !== 'winner') {
    const valueOf = (row: CellRow | null): number =>
      row === null || diverged(row) ? NaN : (shownValue(row, show) ?? Infinity);
    return {
      ...common,
      valueTitle: fieldTitle(show),
      values: Float64Array.from(rows, valueOf),
      painted: Float64Array.from(shown, valueOf),
      // What diverged lies beyond every level.
      levelled: Float64Array.from(shown, (row) => (row && diverged(row) ? Infinity : valueOf(row))),
      colour: { kind: 'sequential', log: true },
      levels: show === 'drift' || show === 'motion' ? decades : [tolerance],
    };
  }
  const classOf = (row: CellRow | null): number => {
    if (row === null) return NaN;
    if (diverged(row)) return 2 * among.length;
    const nearest = nearestTheory(row, among);
    return nearest === null
      ? 2 * among.length + 1
      : 2 * among.indexOf(nearest.name) + (nearest.error > tolerance ? 1 : 0);
  };
  return {
    ...common,
    valueTitle: 'nearest theory',
    values: Float64Array.from(rows, classOf),
    painted: Float64Array.from(shown, classOf),
    colour: classes(settings),
    levels: [tolerance],
    levelled: Float64Array.from(shown, (row) =>
      row === null ? NaN : (nearestTheory(row, among)?.error ?? Infinity),
    ),
  };
}

function classes({ among, tolerance }: PlaneSettings): FieldColour {
  const beyond = `beyond ${percentOf(tolerance)}`;
  const none = { hue: 0, strength: pale };
  return {
    kind: 'categorical',
    classes: [
      ...among.flatMap((name) => [shortLabel(name), `${shortLabel(name)}, ${beyond}`]),
      'network diverged',
      'no theory',
    ],
    hues: [
      ...among.flatMap((name) => [
        { hue: name, strength: 1 },
        { hue: name, strength: pale },
      ]),
      none,
      none,
    ],
  };
}

function fieldTitle(show: Exclude<PlaneSettings['show'], 'winner'>): string {
  if (show === 'drift') return '‖K_T − K_0‖/‖K_0‖';
  return show === 'motion' ? '‖θ_T − θ_0‖/‖θ_0‖' : `error of ${shortLabel(show)} / output`;
}

function axisOf(axis: PlaneAxis): FieldMapData['x'] {
  return {
    kind: axis.scale,
    centres: axis.values,
    whole: fields[axis.field].kind === 'integer',
    title: `${fields[axis.field].label} ${symbolOf(axis)}`,
  };
}

/** Where the present experiment lies in the plane. */
export function presentPlace(plane: Plane, spec: ExperimentSpec): { readonly x: number; readonly y: number } {
  const at = ({ field }: PlaneAxis): number =>
    field === 'alpha' ? resolveAlpha(spec.alpha, spec.width) : spec[field];
  return { x: at(plane.x), y: at(plane.y) };
}

/** Points of a curve from one end of an axis to the other. */
const curvePoints = 65;

/** What theories say of the plane: the scales α = √m and α = 1, or the learning rate beyond which steps are unstable on the linearised network. */
function curvesOf(plane: Plane, rows: readonly (CellRow | null)[]): FieldCurve[] {
  const { x, y } = plane;
  if (x.field === 'width' && y.field === 'alpha') {
    const [from, to] = [x.values[0], x.values[x.values.length - 1]];
    const m = Float64Array.from(
      { length: curvePoints },
      (_, i) => from * (to / from) ** (i / (curvePoints - 1)),
    );
    return [
      { key: 'ntk', label: 'α = √m', hue: 0, x: m, y: m.map(Math.sqrt) },
      { key: 'meanField', label: 'α = 1', hue: 0, x: m, y: m.map(() => 1) },
    ];
  }
  if (x.field !== 'lr') return [];
  const limit = stepLimit(plane.base);
  const limits = y.values.flatMap((alpha, r) => {
    const lambda = rows
      .slice(r * x.values.length, (r + 1) * x.values.length)
      .find((row) => row?.values['lambda.max'])?.values['lambda.max'];
    return lambda ? [{ alpha, rate: limit.product / lambda }] : [];
  });
  if (limits.length === 0) return [];
  return [
    {
      key: 'limit',
      label: `η = ${limit.formula}/λ_{max}`,
      hue: 0,
      x: Float64Array.from(limits, ({ rate }) => rate),
      y: Float64Array.from(limits, ({ alpha }) => alpha),
    },
  ];
}

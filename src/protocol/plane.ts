/** A plane of networks: one experiment over two of its fields, cell by cell, and what is asked of every cell. */
import type { ExperimentSpec } from './experimentSpec';
import { fields } from './fields';
import type { LabSettings } from './labFields';
import type { PlaneKind } from './planeSettings';
import { predictors, type PredictorName } from './predictors';
import { hierarchyTheories } from './quantities/hierarchies';
import { networkEnd } from './quantities/quantity';
import { theoryError } from './quantities/theoryErrors';
import { regardlessOf } from './sameRun';
import type { SweepMember, SweepOutput, SweepRow } from './sweep';
import { sweepMembers } from './sweep';

export type PlaneSettings = LabSettings['regimes'];

export interface PlaneAxis {
  readonly field: 'width' | 'depth' | 'alpha' | 'lr';
  readonly scale: 'log' | 'linear';
  /** Ascending. */
  readonly values: readonly number[];
}

export interface Plane {
  /** The experiment around which the plane lies; its own values of the two fields are those of the first cell. */
  readonly base: ExperimentSpec;
  readonly x: PlaneAxis;
  readonly y: PlaneAxis;
  readonly outputs: readonly SweepOutput[];
}

/** Names of ranges in the settings: `deep` is the width where it is taken beside the depth. */
export type Ends = 'width' | 'deep' | 'alpha' | 'depth' | 'rate';

export const axesOf: Readonly<Record<PlaneKind, readonly [Ends, Ends]>> = {
  'width-alpha': ['width', 'alpha'],
  'depth-width': ['depth', 'deep'],
  'rate-alpha': ['rate', 'alpha'],
};

const fieldOf: Readonly<Record<Ends, PlaneAxis['field']>> = {
  width: 'width',
  deep: 'width',
  alpha: 'alpha',
  depth: 'depth',
  rate: 'lr',
};

/** α and η are told and linked with as many digits. */
const digits = 3;

/** The plane that the settings describe, or what is wrong with it and what to do. */
export function planeOf(
  spec: ExperimentSpec,
  settings: PlaneSettings,
): { readonly plane: Plane } | { readonly problem: string } {
  const [along, upward] = axesOf[settings.plane];
  // Steps have a size only where the optimizer takes them.
  const optimizer = along === 'rate' && spec.optimizer === 'flow' ? 'gd' : spec.optimizer;
  const experiment = { ...regardlessOf(spec, 'selection', 'machine', 'view'), optimizer };
  const axes: PlaneAxis[] = [];
  for (const ends of [along, upward]) {
    const why = fields[fieldOf[ends]].usedBy(experiment);
    if (why !== true) return { problem: `${why} ${remedies[ends]}` };
    const axis = axisBetween(ends, settings, spec.horizon);
    if (typeof axis === 'string') return { problem: axis };
    axes.push(axis);
  }
  const [x, y] = axes;
  const named = settings.show === 'winner' ? settings.among : [...settings.among, settings.show];
  const outputs: SweepOutput[] = ['drift', 'motion', 'theories'];
  if (named.some((name) => (hierarchyTheories as readonly string[]).includes(name)))
    outputs.push('hierarchies');
  if (along === 'rate') outputs.push('spectrum');
  return { plane: { base: { ...experiment, ...placeOf({ x, y }, 0) }, x, y, outputs } };
}

const remedies: Readonly<Record<Ends, string>> = {
  width: 'Choose another plane.',
  deep: 'Choose another plane.',
  alpha: 'Choose the parametrisation NTK with output scale α, or another plane.',
  depth: 'Choose another parametrisation or another plane.',
  rate: 'Choose another optimizer or another plane.',
};

function axisBetween(ends: Ends, settings: PlaneSettings, horizon: number): PlaneAxis | string {
  const field = fieldOf[ends];
  const [from, asked] = [settings[`${ends}From`], settings[`${ends}To`]];
  const name = fields[field].label.toLowerCase();
  // A step longer than the run is never made: the axis of learning rates ends with the horizon.
  const to = ends === 'rate' ? Math.min(asked, horizon) : asked;
  if (from >= to && to < asked)
    return `The plane’s least ${name} must be below the horizon, got ${from} and ${horizon}; take a smaller least ${name} or a larger horizon.`;
  if (!(from < to))
    return `The plane’s least ${name} must be below its largest, got ${from} and ${to}; take a larger range.`;
  const whole = fields[field].kind === 'integer';
  const scale = field === 'depth' ? 'linear' : 'log';
  const count = whole ? Math.min(settings.cells, to - from + 1) : settings.cells;
  const values = Array.from({ length: count }, (_, i) => {
    const share = i / (count - 1);
    const value = scale === 'log' ? from * (to / from) ** share : from + share * (to - from);
    return whole ? Math.round(value) : Number(value.toPrecision(digits));
  });
  return { field, scale, values: [...new Set(values)] };
}

export function cellCount({ x, y }: Pick<Plane, 'x' | 'y'>): number {
  return x.values.length * y.values.length;
}

/** The two fields of cell k; cells are row-major, the first row at the lowest y. */
export function placeOf({ x, y }: Pick<Plane, 'x' | 'y'>, k: number): Partial<ExperimentSpec> {
  const columns = x.values.length;
  return { [x.field]: x.values[k % columns], [y.field]: y.values[Math.floor(k / columns)] };
}

/** Every cell as a member of a sweep, in the order of the cells. */
export function planeMembers({ base, x, y }: Plane): SweepMember[] {
  return sweepMembers({ base, axes: [y, x], outputs: [] });
}

/**
 * Cells coarse to fine: first those in the middle of two by two blocks or so, a picture within a second; then those of half the distance, at
 * last all. Each block is shown by its middle until its own cells are there.
 */
export function coarseToFine({ x, y }: Pick<Plane, 'x' | 'y'>): number[] {
  const [columns, rows] = [x.values.length, y.values.length];
  const seen = new Set<number>();
  for (let stride = Math.ceil(Math.max(columns, rows) / 2); ; stride = Math.ceil(stride / 2)) {
    const middles = (count: number): number[] => {
      const found: number[] = [];
      for (let i = Math.min(Math.floor(stride / 2), count - 1); i < count; i += stride) found.push(i);
      return found;
    };
    for (const row of middles(rows)) for (const column of middles(columns)) seen.add(row * columns + column);
    if (stride === 1) return [...seen];
  }
}

/** Whether the network of a cell diverged. */
export function diverged({ values }: Pick<SweepRow, 'values'>): boolean {
  return typeof values[networkEnd] === 'number';
}

export interface Nearest {
  readonly name: PredictorName;
  /** Largest RMS error over the largest RMS output. */
  readonly error: number;
}

/** The theory among these with the smallest error; null where none has a number. */
export function nearestTheory(
  { values }: Pick<SweepRow, 'values'>,
  among: readonly PredictorName[],
): Nearest | null {
  let best: Nearest | null = null;
  for (const name of among) {
    const error = values[theoryError(name)];
    if (error != null && (best === null || error < best.error)) best = { name, error };
  }
  return best;
}

/** "NTK, m = ∞" without what its symbol says again. */
export function shortLabel(name: PredictorName): string {
  return predictors[name].label.split(',')[0];
}

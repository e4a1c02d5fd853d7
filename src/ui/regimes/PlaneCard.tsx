import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { createFieldMap, tabulateFieldMap, type FieldMapHandlers } from '../../plots/fieldMap';
import { labFields, type LabNumber } from '../../protocol/labFields';
import { axesOf, type Ends, type Plane, type PlaneAxis, type PlaneSettings } from '../../protocol/plane';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import { planeStore } from '../../state/planeStore';
import { PlotCard } from '../cards/PlotCard';
import { planePicture } from './planePicture';
import { percentOf } from './planeText';

interface PlaneCardProps {
  readonly plane: Plane;
  readonly onPoint: (cell: number | null) => void;
  readonly onPick: (cell: number) => void;
}

/** A view that has rested this long, in milliseconds, is computed anew and finer. */
const restTime = 600;

type Domain = readonly [number, number];

/** The map: the colour of every network, the scales that theory names, and the present experiment as a dot. */
export function PlaneCard({ plane, onPoint, onPick }: PlaneCardProps) {
  const settings = useStore(labSettingsStore, (s) => s.regimes);
  const spec = useStore(experimentStore, (s) => s.spec);
  const rows = useStore(planeStore, (s) => s.rows);
  const before = useStore(planeStore, (s) => s.before);
  const data = useMemo(
    () => planePicture({ plane, rows, before }, settings, spec),
    [plane, rows, before, settings, spec],
  );
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const columns = plane.x.values.length;
  const handlers: FieldMapHandlers = {
    onHoverCell: (column, row) => onPoint(column === null || row === null ? null : row * columns + column),
    onPickCell: (column, row) => onPick(row * columns + column),
    onMoveDot: (x, y, phase) => {
      const patch = { ...valueOn(plane.x, x), ...valueOn(plane.y, y), optimizer: plane.base.optimizer };
      experimentHistory.edit(patch, 'plane dot');
      if (phase === 'end') experimentHistory.endGesture();
    },
    onView: (x, y, whole) => {
      clearTimeout(timer.current);
      if (!whole) timer.current = setTimeout(() => zoomTo(settings, x, y), restTime);
    },
  };
  const zoomed = zoomOut(settings);
  return (
    <PlotCard
      title="Plane of regimes"
      span={7}
      reading={
        settings.show === 'winner'
          ? `Colour: the theory nearest to the network up to t = ${spec.horizon}; pale where it is off by more than ${percentOf(settings.tolerance)}, the edge of which is the thin line; ×: diverged`
          : `Colour on a logarithmic scale; thin lines: ${settings.show === 'drift' || settings.show === 'motion' ? '0.01, 0.1, 1' : percentOf(settings.tolerance)}; ×: diverged`
      }
      create={createFieldMap}
      handlers={handlers}
      data={data}
      options={{}}
      table={() => tabulateFieldMap(data)}
      tools={
        zoomed && (
          <button
            type="button"
            className="button small quiet"
            onClick={() => experimentHistory.edit({}, null, { regimes: zoomed })}
          >
            Whole plane
          </button>
        )
      }
    />
  );
}

function valueOn({ field }: PlaneAxis, value: number): Partial<ExperimentSpec> {
  return {
    [field]:
      field === 'width' || field === 'depth' ? Math.max(1, Math.round(value)) : Number(value.toPrecision(3)),
  };
}

const table: Readonly<Record<string, LabNumber>> = labFields.regimes as never;

/** The window becomes the plane: one entry of the history, so that Back leads out again. */
function zoomTo(settings: PlaneSettings, x: Domain, y: Domain): void {
  const [along, upward] = axesOf[settings.plane];
  const ranges = { ...rangeIn(along, x), ...rangeIn(upward, y) };
  experimentHistory.edit({}, null, { regimes: ranges });
}

/** The ends of a range as settings hold them; nothing where the window is narrower than their digits. */
function rangeIn(ends: Ends, [low, high]: Domain): Partial<PlaneSettings> {
  const { kind, min, max } = table[`${ends}From`];
  const within = (value: number): number => Math.min(max, Math.max(min, value));
  const [from, to] =
    kind === 'integer'
      ? [within(Math.ceil(low)), within(Math.floor(high))]
      : [low, high].map((value) => Number(within(value).toPrecision(3)));
  return from < to ? { [`${ends}From`]: from, [`${ends}To`]: to } : {};
}

/** The ranges of the whole plane where the present ones are others, else null. */
function zoomOut(settings: PlaneSettings): Partial<PlaneSettings> | null {
  const names = axesOf[settings.plane].flatMap((ends) => [`${ends}From`, `${ends}To`] as const);
  if (names.every((name) => settings[name] === table[name].default)) return null;
  return Object.fromEntries(names.map((name) => [name, table[name].default]));
}

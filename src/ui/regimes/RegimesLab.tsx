import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { planeOf, type Plane } from '../../protocol/plane';
import { experimentStore } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import { planeRunner, planeStore } from '../../state/planeStore';
import { MathText } from '../text/MathText';
import { CellCard } from './CellCard';
import { PlaneCard } from './PlaneCard';
import { PlaneSetup } from './PlaneSetup';
import { presentPlace } from './planePicture';
import { nearestIndex } from './planeCells';
import { planeSentence } from './planeText';

/** A slider that moves would begin a plane at every pixel: it rests this long, in milliseconds, first. */
const settleTime = 300;

/** Which theory is right, at this width, depth and output scale: the present experiment over a plane of two of its fields. */
export function RegimesLab() {
  const spec = useStore(experimentStore, (s) => s.spec);
  const settings = useStore(labSettingsStore, (s) => s.regimes);
  const planned = useMemo(() => planeOf(spec, settings), [spec, settings]);
  const wanted = 'plane' in planned ? planned.plane : null;
  const problem = 'problem' in planned ? planned.problem : null;
  useEffect(() => {
    if (wanted === null) return planeRunner().cancel();
    const first = planeStore.getState().plane === null;
    const timer = setTimeout(() => planeRunner().show(wanted), first ? 0 : settleTime);
    return () => clearTimeout(timer);
  }, [wanted]);
  useEffect(() => {
    const look = (): void => planeRunner().hold(document.hidden);
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      planeRunner().hold(true);
    };
  }, []);
  const plane = useStore(planeStore, (s) => s.plane);
  return (
    <section className="cards" aria-label="Regimes">
      {plane && <Map plane={plane} />}
      <PlaneSetup problem={problem} />
    </section>
  );
}

function Map({ plane }: { readonly plane: Plane }) {
  const rows = useStore(planeStore, (s) => s.rows);
  const settings = useStore(labSettingsStore, (s) => s.regimes);
  const spec = useStore(experimentStore, (s) => s.spec);
  const [pointed, setPointed] = useState<number | null>(null);
  const [picked, setPicked] = useState<{ readonly plane: Plane; readonly cell: number } | null>(null);
  const columns = plane.x.values.length;
  const { x, y } = presentPlace(plane, spec);
  const column = nearestIndex(plane.x, x);
  const own = nearestIndex(plane.y, y) * columns + column;
  const cell = pointed ?? (picked?.plane === plane ? picked.cell : own);
  return (
    <>
      <p className="lead">
        <span>
          <MathText text={planeSentence(plane, rows, settings, column)} />
        </span>
      </p>
      <PlaneCard plane={plane} onPoint={setPointed} onPick={(k) => setPicked({ plane, cell: k })} />
      <CellCard plane={plane} row={rows[cell] ?? null} cell={Math.min(cell, rows.length - 1)} />
    </>
  );
}

import { useMemo } from 'react';
import { useStore } from 'zustand';
import { formatNumber } from '../../plots/formatNumber';
import { fields } from '../../protocol/fields';
import { experimentStore } from '../../state/experimentStore';
import { glideAlpha } from '../../state/glideAlpha';
import { outputScale } from '../../state/predictionError';
import { MathText } from '../text/MathText';
import { leadAt } from './leadAt';
import { usePlayback } from './runContext';
import { useSettledRun } from './useSettledRun';

/** The conclusion of the whole view, and one step that changes it. */
export function Lead() {
  const shown = useSettledRun();
  const scale = useMemo(() => {
    const nn = shown?.series.nn;
    return shown && nn ? outputScale(nn, shown.header.p) : 0;
  }, [shown]);
  const text = usePlayback((s) => (shown ? leadAt(shown, s.time, scale) : ''));
  return (
    <p className="lead run-lead">
      <MathText text={text} /> <Nudge />
    </p>
  );
}

/** How near, as a factor, α must be to √m to count as the NTK scale. */
const near = 1.2;

function Nudge() {
  const width = useStore(experimentStore, (s) => s.spec.width);
  const alpha = useStore(experimentStore, (s) => s.spec.alpha);
  const used = useStore(experimentStore, (s) => fields.alpha.usedBy(s.spec) === true);
  // At width 1 both ends of α are one place.
  if (!used || width === 1) return null;
  const root = Math.sqrt(width);
  const lazy = alpha === 'sqrt' || (alpha > root / near && alpha < root * near) || alpha > root;
  return (
    <button type="button" className="nudge" onClick={() => glideAlpha(lazy ? 1 : 'sqrt', window)}>
      {lazy
        ? 'Take α to 1 and watch the kernel move'
        : `Take α to √m = ${formatNumber(root, 3)} and watch the gap close`}
    </button>
  );
}

import { useRef } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useStore } from 'zustand';
import { formatTime } from '../../plots/formatNumber';
import { pointerPosition } from './pointerPosition';
import { fields } from '../../protocol/fields';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
import { indexAt, positionAt, timeAt } from '../../state/recordedTime';

interface ExpansionMarkProps {
  /** Recorded times, the last one the horizon. */
  readonly times: Float64Array;
}

/** Where the truncated hierarchies are expanded, t₀: a flag on the time line. A drag is one entry of the history. */
export function ExpansionMark({ times }: ExpansionMarkProps) {
  const expansion = useStore(experimentStore, (s) => s.spec.expansion);
  const used = useStore(experimentStore, (s) => fields.expansion.usedBy(s.spec) === true);
  const node = useRef<HTMLSpanElement>(null);
  if (!used) return null;
  const last = times.length - 1;
  const horizon = times[last];
  const now = Math.min(expansion, horizon);
  const move = (t: number): void =>
    experimentHistory.edit({ expansion: Math.min(horizon, Number(t.toPrecision(3))) }, 'expansion');
  const follow = (e: PointerEvent): void => {
    const line = node.current?.parentElement;
    if (!line || !node.current?.hasPointerCapture(e.pointerId)) return;
    const [at] = pointerPosition(line, e);
    move(timeAt(times, (last * (at - trackInset)) / (line.offsetWidth - 2 * trackInset)));
  };
  const onKey = (e: KeyboardEvent): void => {
    const moves = expansionKeys[e.key];
    if (moves === undefined) return;
    e.preventDefault();
    e.stopPropagation();
    move(times[Math.min(last, Math.max(0, indexAt(times, now) + moves))]);
  };
  const share = positionAt(times, now) / Math.max(1, last);
  return (
    <span
      ref={node}
      className="expansion"
      role="slider"
      tabIndex={0}
      aria-label={fields.expansion.label}
      aria-valuemin={0}
      aria-valuemax={horizon}
      aria-valuenow={now}
      aria-valuetext={`t₀ = ${formatTime(now)} of ${formatTime(horizon)}`}
      title={`Expansion point of the hierarchies, t₀ = ${formatTime(now)}: drag it along the run`}
      style={{ left: `calc(${trackInset}px + ${share} * (100% - ${2 * trackInset}px))` }}
      onPointerDown={(e) => {
        if (e.button !== 0) return;
        e.currentTarget.setPointerCapture(e.pointerId);
        e.currentTarget.focus({ preventScroll: true });
      }}
      onPointerMove={follow}
      onPointerUp={() => experimentHistory.endGesture()}
      onPointerCancel={() => experimentHistory.endGesture()}
      onBlur={() => experimentHistory.endGesture()}
      onKeyDown={onKey}
      onKeyUp={() => experimentHistory.endGesture()}
    >
      <svg viewBox="0 0 12 30" width="12" height="30" aria-hidden="true">
        <path d="M6 10V30" stroke="currentColor" strokeWidth="2" />
        <path d="M1 1h10v6l-5 5-5-5z" fill="currentColor" />
      </svg>
    </span>
  );
}

/** The time line's ends lie half a thumb inside the slider, px. */
const trackInset = 9;

/** Records that a key moves by. */
const expansionKeys: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: -Infinity,
  End: Infinity,
};

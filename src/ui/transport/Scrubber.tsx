import type { CSSProperties } from 'react';
import { useStore } from 'zustand';
import { formatTime } from '../../plots/formatNumber';
import { playbackStore, scrub, step } from '../../state/playbackStore';
import { positionAt, timeAt } from '../../state/recordedTime';
import { runStore } from '../../state/runStore';
import { ExpansionMark } from './ExpansionMark';

/** The recorded time line: the playhead, how far the run is computed, and the hierarchy's expansion point. */
export function Scrubber() {
  const times = useStore(runStore, (s) => s.run?.header.times);
  const count = useStore(runStore, (s) => s.run?.series.nn?.count ?? 0);
  const time = useStore(playbackStore, (s) => s.time);
  const last = Math.max(1, (times?.length ?? 0) - 1);
  const position = times ? positionAt(times, time) : 0;
  const known = Math.max(0, count - 1);
  return (
    <div className="scrubber">
      <input
        type="range"
        className="time"
        aria-label="Time"
        aria-valuetext={
          times ? `t = ${formatTime(time)} of ${formatTime(times[times.length - 1])}` : 'nothing recorded yet'
        }
        disabled={!times}
        min={0}
        max={last}
        step="any"
        value={position}
        style={{ '--fill': `${(position / last) * 100}%` } as CSSProperties}
        onChange={(e) => times && scrub(timeAt(times, Math.min(known, Number(e.target.value))))}
        onKeyDown={(e) => {
          const moves = scrubKeys[e.key];
          if (moves === undefined) return;
          e.preventDefault();
          step(moves);
        }}
      />
      {times && <ExpansionMark times={times} />}
      {times && known < times.length - 1 && (
        <span className="computed" style={{ width: `${(known / last) * 100}%` }} />
      )}
    </div>
  );
}

/** Records that a key moves by on the scrubber. */
const scrubKeys: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: -Infinity,
  End: Infinity,
};

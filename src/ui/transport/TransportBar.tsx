import { useStore } from 'zustand';
import { formatDuration, formatTime } from '../../plots/formatNumber';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
import { pause, play, playbackStore, reset, setSpeed, speeds, step } from '../../state/playbackStore';
import { runStore } from '../../state/runStore';
import { MathText } from '../text/MathText';
import { Scrubber } from './Scrubber';
import { useLasting } from './useLasting';

/** Play, pause, step, scrub through what is recorded; reset to t = 0 of the same weights, or draw new ones. */
export function TransportBar() {
  const playing = useStore(playbackStore, (s) => s.playing);
  const hasRun = useStore(runStore, (s) => (s.run?.series.nn?.count ?? 0) > 0);
  return (
    <footer className="transport" aria-label="Playback">
      <button
        id="play"
        type="button"
        className="button primary play"
        aria-label={playing ? 'Pause' : 'Play'}
        disabled={!hasRun}
        onClick={() => (playing ? pause() : play())}
      >
        <PlayIcon playing={playing} />
      </button>
      <button
        type="button"
        className="button wide-only optional"
        aria-label="Step back"
        onClick={() => step(-1)}
      >
        <span aria-hidden="true">‹</span>
      </button>
      <button type="button" className="button wide-only optional" aria-label="Step" onClick={() => step(1)}>
        <span aria-hidden="true">›</span>
      </button>
      <button
        type="button"
        className="button wide-only"
        aria-label="Reset"
        title="Back to t = 0, same initial weights"
        onClick={reset}
      >
        <span aria-hidden="true">↺</span> Reset
      </button>
      <button
        type="button"
        className="button wide-only"
        aria-label="Reseed"
        title="New initial weights"
        onClick={reseed}
      >
        <span aria-hidden="true">⚄</span> Reseed
      </button>
      <Scrubber />
      <Clock />
      <SpeedChoice />
    </footer>
  );
}

/** The next seed: reproducible, and back undoes it. */
export function reseed(): void {
  const { seed } = experimentStore.getState().spec;
  experimentHistory.edit({ seed: seed >= 4294967295 ? 0 : seed + 1 });
}

function PlayIcon({ playing }: { readonly playing: boolean }) {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" fill="currentColor" aria-hidden="true">
      {playing ? <path d="M3 2h3.4v12H3zM9.6 2H13v12H9.6z" /> : <path d="M4 2l10 6-10 6z" />}
    </svg>
  );
}

function Clock() {
  const time = useStore(playbackStore, (s) => s.time);
  const horizon = useStore(experimentStore, (s) => s.spec.horizon);
  const computing = useStore(runStore, (s) => s.computing);
  const started = useStore(runStore, (s) => s.expectedId);
  const lasting = useLasting(computing, started);
  const progress = useStore(runStore, (s) => (lasting ? s.progress : null));
  const left = progress?.secondsLeft ?? null;
  return (
    <span className="value clock">
      <MathText text={`t = ${formatTime(time)}`} />{' '}
      <span className="of wide-only">
        of <MathText text={formatTime(horizon)} />
      </span>
      {progress && left !== null && left > 0.5 && (
        <span className="left">
          {Math.round(progress.fraction * 100)} %, {formatDuration(left * 1000)} left
        </span>
      )}
    </span>
  );
}

function SpeedChoice() {
  const speed = useStore(playbackStore, (s) => s.speed);
  return (
    <select
      className="wide-only"
      aria-label="Speed"
      value={speed}
      onChange={(e) => setSpeed(Number(e.target.value))}
    >
      {speeds.map((s) => (
        <option key={s} value={s}>
          {s}×
        </option>
      ))}
    </select>
  );
}

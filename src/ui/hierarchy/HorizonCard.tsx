import { useMemo } from 'react';
import type { CSSProperties } from 'react';
import { useStore } from 'zustand';
import { formatNumber, formatTime } from '../../plots/formatNumber';
import { createHorizonPlot, tabulateHorizonPlot } from '../../plots/horizonPlot';
import type { Horizon, HorizonPlotData, HorizonPlotHandlers } from '../../plots/horizonPlot';
import { truncationNames } from '../../protocol/predictors';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import { playbackStore } from '../../state/playbackStore';
import type { RunStores } from '../../state/runStores';
import { parseNumber } from '../controls/parseNumber';
import { TextEntry } from '../controls/TextEntry';
import { PlotCard } from '../cards/PlotCard';
import { ScaleToggle } from '../cards/ScaleToggle';
import { useAxisScale } from '../cards/useAxisScale';
import { MathText } from '../text/MathText';
import { outputLimit } from '../../state/truncationError';
import { firstFailure } from '../../theory/hierarchy/firstFailure';
import { useRun } from '../run/runContext';

/** Tolerances 10^{exponent} of the slider. */
const [lowest, highest] = [-4, 0];

const live = ({ playback }: RunStores): { readonly time: number } => ({ time: playback.getState().time });

const handlers: HorizonPlotHandlers = {
  onExpansionPoint(time, phase) {
    expandAt(time, 'expansion point');
    if (phase === 'end') experimentHistory.endGesture();
  },
};

function expandAt(time: number, gesture: string | null): void {
  const { horizon } = experimentStore.getState().spec;
  experimentHistory.edit({ expansion: Number(Math.min(horizon, Math.max(0, time)).toPrecision(4)) }, gesture);
}

/** How long each truncation can be trusted from the expansion point on, at a tolerance that the reader chooses. */
export function HorizonCard() {
  const { scale, turn } = useAxisScale('hierarchy.horizon', 't', 'linear');
  const tolerance = useStore(labSettingsStore, (s) => s.hierarchy.tolerance);
  const exponent = Math.log10(tolerance);
  const run = useRun((s) => s.run);
  const predictors = useStore(experimentStore, (s) => s.spec.predictors);
  const expansion = useStore(experimentStore, (s) => Math.min(s.spec.expansion, s.spec.horizon));
  const data = useMemo<HorizonPlotData | null>(() => {
    if (!run) return null;
    const { times } = run.header;
    const limit = outputLimit(run, tolerance);
    const rows = truncationNames
      .filter((name) => predictors.includes(name))
      .flatMap<Horizon>((predictor) => {
        const error = run.errors[predictor];
        if (!error || error.count === 0) return [];
        const divergedAt = run.statuses[predictor]?.divergedAt ?? null;
        const errors = error.rms.subarray(0, error.count);
        return [
          { predictor, divergedAt, failsAt: firstFailure(errors, times, limit, expansion, divergedAt) },
        ];
      });
    return {
      tolerance,
      expansionPoint: expansion,
      horizon: times[times.length - 1],
      firstTime: times[1],
      rows,
    };
  }, [run, predictors, expansion, tolerance]);
  const fill = { '--fill': `${(100 * (exponent - lowest)) / (highest - lowest)}%` } as CSSProperties;
  return (
    <PlotCard
      title="Horizon of validity"
      span={6}
      reading={
        <MathText
          text={`from t_0 until the error passes ${formatNumber(100 * tolerance)} % of the network’s largest RMS output`}
        />
      }
      create={createHorizonPlot}
      handlers={handlers}
      data={data}
      options={{ time: 0, xScale: scale }}
      live={live}
      table={() => data && tabulateHorizonPlot(data)}
      tools={<ScaleToggle axis="time" scale={scale} onTurn={turn} />}
    >
      <div className="lab-controls">
        <label>
          Tolerance
          <input
            type="range"
            aria-label="Tolerance"
            aria-valuetext={`${formatNumber(100 * tolerance)} %`}
            min={lowest}
            max={highest}
            step={0.1}
            value={exponent}
            style={fill}
            onChange={(e) =>
              experimentHistory.edit({}, 'tolerance', {
                hierarchy: { tolerance: Number((10 ** Number(e.target.value)).toPrecision(3)) },
              })
            }
            onPointerUp={() => experimentHistory.endGesture()}
            onBlur={() => experimentHistory.endGesture()}
          />
          <span className="number">{formatNumber(100 * tolerance)} %</span>
        </label>
        <label>
          <span>
            <MathText text="Expansion point t_0" />
          </span>
          <TextEntry
            label="Expansion point"
            value={formatTime(expansion)}
            onEnter={(text) => {
              const time = parseNumber(text);
              if (time === null) return false;
              expandAt(time, null);
              return true;
            }}
          />
        </label>
        <button
          type="button"
          className="button small"
          onClick={() => expandAt(playbackStore.getState().time, null)}
        >
          Expand at the playhead
        </button>
      </div>
      <p className="card-note">
        <MathText
          text={
            'Drag the mark: the hierarchy starts again from θ(t_0). An odd p buys little in m: K^{(p)} and K^{(p+1)} of odd p ' +
            'have the same order in 1/m (at α = √m both K⁽³⁾ and K⁽⁴⁾ are of order 1/m), so freezing either leaves an error of the same power; ' +
            'the theorem takes p even. At α = √m a wider network moves every bar to the right.'
          }
        />
      </p>
    </PlotCard>
  );
}

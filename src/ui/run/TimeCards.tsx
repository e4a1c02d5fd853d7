import { useMemo } from 'react';
import { useStore } from 'zustand';
import { formatNumber } from '../../plots/formatNumber';
import type { TimePlotData, TimeSeries } from '../../plots/timePlot';
import { valueAt } from '../../plots/valueAt';
import { kernelMeasureNames } from '../../protocol/run';
import type { KernelMeasureName } from '../../protocol/run';
import { runSettings } from '../../protocol/runSettings';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import type { Run } from '../../state/runState';
import { MathText } from '../text/MathText';
import { column, predictorCurves } from './predictorCurves';
import { TimeCard } from '../cards/TimeCard';
import { usePlayback, useRun } from './runContext';

/** The run, the ghost shown while the new network has no curve yet, and the predictors that are on. */
function useCurves(
  title: string,
  yTitle: string,
  pick: Parameters<typeof predictorCurves>[2],
): TimePlotData | null {
  const run = useRun((s) => s.run);
  const ghost = useRun((s) => s.ghost);
  const predictors = useStore(experimentStore, (s) => s.spec.predictors);
  return useMemo(() => {
    if (!run) return null;
    return {
      title,
      yTitle,
      series: predictorCurves(run, predictors, pick),
      ghosts: predictorCurves(
        ghost,
        predictors.filter((name) => !run.series[name]),
        pick,
      ),
    };
  }, [run, ghost, predictors, title, yTitle, pick]);
}

const pickError = (run: Run, name: keyof Run['series']): Float64Array | null => {
  const error = run.errors[name];
  return error && error.count > 0 ? error.rms.subarray(0, error.count) : null;
};

export function PredictionErrorCard() {
  const data = useCurves('Prediction error', 'RMS error', pickError);
  const kind = useRun((s) => s.run?.header.axis.kind ?? 'index');
  const where = { angle: 'the circle', line: 'the line', index: 'the held-out points' }[kind];
  const empty = data && data.series.length === 0 ? { ...data, empty: 'Switch on a theory above.' } : data;
  return (
    <TimeCard
      title="Prediction error"
      span={5}
      data={empty}
      reading={`RMS distance from the network over ${where}`}
    />
  );
}

const pickLoss = (run: Run, name: keyof Run['series']): Float64Array | null => {
  const series = run.series[name];
  return series ? series.loss.subarray(0, series.count) : null;
};

export function LossCard() {
  const data = useCurves('Loss', 'L', pickLoss);
  return (
    <TimeCard
      title="Loss"
      span={4}
      data={data}
      reading={<LossNow network={data?.series.find((s) => s.key === 'nn')} />}
    />
  );
}

function LossNow({ network }: { readonly network: TimeSeries | undefined }) {
  const now = usePlayback((s) => {
    const value = network && valueAt(network.times, network.values, s.time);
    return value == null ? null : formatNumber(value);
  });
  return now === null ? 'training loss L(t)' : <MathText text={`training loss L(t); now ${now}`} />;
}

/** Formulas of the drift measures: each its own, never just "drift" (MATH §3). */
const yTitles: Readonly<Record<KernelMeasureName, string>> = {
  relativeFrobenius: '‖K_t − K_0‖ / ‖K_0‖',
  maxEntry: 'max |K_t − K_0|',
  inflation: 'tr K_t / tr K_0',
  kernelDistance: '1 − ⟨K_t, K_0⟩ / (‖K_t‖ ‖K_0‖)',
  targetAlignment: 'yᵀK_t y / (‖K_t‖ ‖y‖^2)',
};

const pickMeasure = kernelMeasureNames.map((_, index) => (run: Run, name: keyof Run['series']) => {
  const series = run.series[name];
  return series?.measures ? column(series.measures, kernelMeasureNames.length, index, series.count) : null;
});

export function KernelDriftCard() {
  const measure = useStore(labSettingsStore, (s) => s.lab.drift);
  const index = kernelMeasureNames.indexOf(measure);
  const data = useCurves('Kernel drift', yTitles[measure], pickMeasure[index]);
  return (
    <TimeCard
      title="Kernel drift"
      span={4}
      data={data}
      reading={
        <select
          className="inline-choice"
          aria-label="Drift measure"
          value={measure}
          onChange={(e) =>
            experimentHistory.edit({}, null, { lab: { drift: e.target.value as KernelMeasureName } })
          }
        >
          {kernelMeasureNames.map((name) => (
            <option key={name} value={name}>
              {runSettings.drift.optionLabels[name]}
            </option>
          ))}
        </select>
      }
      yScale={measure === 'targetAlignment' || measure === 'inflation' ? 'linear' : 'log'}
    />
  );
}

import { useMemo } from 'react';
import { useStore } from 'zustand';
import { formatNumber } from '../../plots/formatNumber';
import type { TimePlotData, TimeSeries } from '../../plots/timePlot';
import { valueAt } from '../../plots/valueAt';
import { kernelMeasureNames } from '../../protocol/run';
import { probesAreTraining } from '../../protocol/probesAreTraining';
import type { KernelMeasureName, RunHeader } from '../../protocol/run';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import { runSettings } from '../../protocol/runSettings';
import { MathText } from '../text/MathText';
import { noErrors } from './noErrors';
import { predictorCurves } from './predictorCurves';
import { driftFormulas, pickError, pickLoss, pickMeasure } from './quantities';
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

export function PredictionErrorCard() {
  const data = useCurves('Prediction error', 'RMS error', pickError);
  const where = useRun(({ run }) => (run ? probeWords(run.header) : 'the probe points'));
  const run = useRun((s) => s.run);
  const predictors = useStore(experimentStore, (s) => s.spec.predictors);
  const empty = run && data?.series.length === 0 ? { ...data, empty: noErrors(run, predictors) } : data;
  return (
    <TimeCard
      title="Prediction error"
      axes="lab.error"
      span={5}
      data={empty}
      reading={`RMS distance from the network over ${where}`}
    />
  );
}

function probeWords(header: RunHeader): string {
  if (probesAreTraining(header)) return 'the training points, for the data have no probe rows';
  return { angle: 'the circle', line: 'the line', index: 'the held-out points' }[header.axis.kind];
}

export function LossCard() {
  const data = useCurves('Loss', 'L', pickLoss);
  return (
    <TimeCard
      title="Loss"
      axes="lab.loss"
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

export function KernelDriftCard() {
  const measure = useStore(labSettingsStore, (s) => s.lab.drift);
  const index = kernelMeasureNames.indexOf(measure);
  const yTitle = driftFormulas[measure];
  const data = useCurves('Kernel drift', yTitle, pickMeasure[index]);
  return (
    <TimeCard
      title="Kernel drift"
      axes="lab.drift"
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

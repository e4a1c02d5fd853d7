import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { TimePlotData } from '../../plots/timePlot';
import { truncationNames, type TruncationName } from '../../protocol/predictors';
import {
  hierarchySettings,
  truncationMeasures,
  type TruncationMeasure,
} from '../../protocol/hierarchySettings';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import type { Run } from '../../state/runState';
import { predictorCurves } from '../run/predictorCurves';
import { TimeCard } from '../cards/TimeCard';
import { kernelError } from '../../state/truncationError';
import { useRun } from '../run/runContext';

const yTitles: Readonly<Record<TruncationMeasure, string>> = {
  outputs: 'RMS of f̃ − f',
  kernel: '‖K̃_t − K_t‖ / ‖K_t‖',
};

/** The error of each truncation p = 2 … 5 against the network; a cross where it leaves its validity. */
export function TruncationCard() {
  const measure = useStore(labSettingsStore, (s) => s.hierarchy.measure);
  const run = useRun((s) => s.run);
  const predictors = useStore(experimentStore, (s) => s.spec.predictors);
  const data = useMemo<TimePlotData | null>(() => {
    if (!run) return null;
    const shown = truncationNames.filter((name) => predictors.includes(name));
    return {
      title: 'Truncation',
      yTitle: yTitles[measure],
      series: predictorCurves(run, shown, measure === 'outputs' ? outputError : kernelCurve),
      empty: 'Switch on the linearisation or a truncated hierarchy above.',
    };
  }, [run, predictors, measure]);
  return (
    <TimeCard
      title="Truncation"
      axes="hierarchy.truncation"
      span={6}
      data={data}
      decades={12}
      reading={
        <select
          className="inline-choice"
          aria-label="Truncation error"
          value={measure}
          onChange={(e) =>
            experimentHistory.edit({}, null, {
              hierarchy: { measure: e.target.value as TruncationMeasure },
            })
          }
        >
          {truncationMeasures.map((name) => (
            <option key={name} value={name}>
              {hierarchySettings.measure.optionLabels[name]}
            </option>
          ))}
        </select>
      }
    />
  );
}

function outputError(run: Run, name: string): Float64Array | null {
  const error = run.errors[name as TruncationName];
  return error && error.count > 0 ? error.rms.subarray(0, error.count) : null;
}

function kernelCurve(run: Run, name: string): Float64Array | null {
  return kernelError(run, name as TruncationName);
}

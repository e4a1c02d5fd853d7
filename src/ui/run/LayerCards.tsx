import { useMemo } from 'react';
import { defaultSpec } from '../../protocol/fields';
import type { TimePlotData, TimeSeries } from '../../plots/timePlot';
import type { Run } from '../../state/runState';
import { MathText } from '../text/MathText';
import { decayReading } from './decayReading';
import { driftAt } from './driftAt';
import { knownColumns } from './predictorCurves';
import { pickEigenvalues, pickMotion } from './quantities';
import { TimeCard } from '../cards/TimeCard';
import { usePlayback, useRun } from './runContext';

/** Curves of the network alone, one per column, on the ordered ramp. */
function useRamp(
  title: string,
  yTitle: string,
  pick: (run: Run) => { readonly values: Float64Array; readonly labels: readonly string[] } | null,
): TimePlotData | null {
  // Until the new network has a curve, the one before stays.
  const run = useRun(({ run: present, ghost }) => (present?.series.nn ? present : ghost));
  return useMemo(() => {
    const found = run && pick(run);
    if (!run || !found || !run.series.nn) return null;
    const { values, labels } = found;
    const count = run.series.nn.count;
    const known = knownColumns(run.header.times, values, labels.length, count);
    const series: TimeSeries[] = labels.slice(0, maxRamp).map((label, i) => ({
      key: String(i),
      label,
      hue: labels.length === 1 ? 0 : i / (Math.min(labels.length, maxRamp) - 1),
      times: known.times,
      values: known.column(i),
    }));
    return { title, yTitle, series };
  }, [run, title, yTitle, pick]);
}

/** More curves than this cannot be told apart. */
const maxRamp = 12;

export function SpectrumCard() {
  const data = useRamp('Spectrum', 'λ_i of cK_t/n', pickEigenvalues);
  return (
    <TimeCard title="Spectrum" axes="lab.spectrum" span={6} data={data} legend reading={<DecayReading />} />
  );
}

/** Follows the playhead: how still the kernel is decides what its eigenvalues say. */
function DecayReading() {
  const spec = useRun((s) => s.run?.header.spec ?? defaultSpec);
  const run = useRun((s) => s.run);
  const text = usePlayback(({ time }) => {
    return decayReading(spec, time, (run && driftAt(run, time)) ?? NaN);
  });
  return <MathText text={text} />;
}

export function ParameterMotionCard() {
  const data = useRamp('Parameter motion', '‖θ_ℓ(t) − θ_ℓ(0)‖ / ‖θ_ℓ(0)‖', pickMotion);
  return (
    <TimeCard
      title="Parameter motion"
      axes="lab.motion"
      span={6}
      data={data}
      legend
      reading="how far each layer has moved from its initialisation, relative to its size"
    />
  );
}

import { useMemo } from 'react';
import type { TimePlotData, TimeSeries } from '../../plots/timePlot';
import type { Run } from '../../state/runState';
import { MathText } from '../text/MathText';
import { column } from './predictorCurves';
import { TimeCard } from '../cards/TimeCard';
import { useRun } from './runContext';

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
    const series: TimeSeries[] = labels.slice(0, maxRamp).map((label, i) => ({
      key: String(i),
      label,
      hue: labels.length === 1 ? 0 : i / (Math.min(labels.length, maxRamp) - 1),
      times: run.header.times,
      values: column(values, labels.length, i, count),
    }));
    return { title, yTitle, series };
  }, [run, title, yTitle, pick]);
}

/** More curves than this cannot be told apart. */
const maxRamp = 12;

const pickEigenvalues = (run: Run): { values: Float64Array; labels: string[] } | null => {
  const values = run.series.nn?.eigenvalues;
  return values ? { values, labels: Array.from({ length: run.header.n }, (_, i) => `λ_{${i + 1}}`) } : null;
};

export function SpectrumCard() {
  const data = useRamp('Spectrum', 'λ_i of cK_t/n', pickEigenvalues);
  return (
    <TimeCard
      title="Spectrum"
      span={6}
      data={data}
      legend
      reading={
        <MathText text="eigenvalues λ_i of cK_t/n, c = m/α^2 in lazy time: the residual along eigenvector i decays as e^{−λt}" />
      }
    />
  );
}

const pickMotion = (run: Run): { values: Float64Array; labels: string[] } | null => {
  const values = run.series.nn?.motion;
  const depth = run.header.spec.depth;
  const labels = Array.from({ length: depth + 1 }, (_, l) => (l === depth ? 'a' : `W^{${l + 1}}`));
  return values ? { values, labels } : null;
};

export function ParameterMotionCard() {
  const data = useRamp('Parameter motion', '‖θ_ℓ(t) − θ_ℓ(0)‖ / ‖θ_ℓ(0)‖', pickMotion);
  return (
    <TimeCard
      title="Parameter motion"
      span={6}
      data={data}
      legend
      reading="how far each layer has moved from its initialisation, relative to its size"
    />
  );
}

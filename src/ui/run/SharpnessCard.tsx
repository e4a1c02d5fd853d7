import { useMemo } from 'react';
import type { TimePlotData } from '../../plots/timePlot';
import { stabilityEdge } from '../../protocol/sharpness';
import { MathText } from '../text/MathText';
import { TimeCard } from '../cards/TimeCard';
import { useRun } from './runContext';
import { sharpnessSentence } from './sharpnessSentence';
import { useSharpness, type SharpnessOfRun } from './useSharpness';

/** The largest eigenvalue of the loss's Hessian against the edge of stability of the run's own steps; nothing for the flow. */
export function SharpnessCard() {
  const spec = useRun((s) => (s.computing ? null : (s.run?.header.spec ?? null)));
  const stepped = useRun((s) => s.run !== null && s.run.header.spec.optimizer !== 'flow');
  const found = useSharpness(stepped ? spec : null);
  const data = useMemo(() => found && curves(found), [found]);
  if (!stepped) return null;
  return (
    <TimeCard
      title="Sharpness"
      axes="lab.sharpness"
      span={12}
      data={data}
      legend
      reading={<Reading found={found} />}
    />
  );
}

function Reading({ found }: { readonly found: SharpnessOfRun | null }) {
  if (found?.problem) return <MathText text={found.problem.message} />;
  const edge = found && stabilityEdge(found.spec);
  if (found?.record && edge !== null) return <MathText text={sharpnessSentence(found.record, edge)} />;
  return (
    <MathText text="largest eigenvalue of D^{1/2}HD^{1/2}, H the Hessian of the loss and D = cη_ℓ, against the edge of stability" />
  );
}

function curves({ spec, record }: SharpnessOfRun): TimePlotData | null {
  const edge = stabilityEdge(spec);
  if (record === null || edge === null) return null;
  const { times, sharpness, kernel, divergedAt } = record;
  const label = spec.optimizer === 'momentum' ? 'edge 2(1 + μ)/η' : 'edge 2/η';
  return {
    title: 'Sharpness',
    yTitle: 'λ_{max}(D^{1/2}HD^{1/2})',
    series: [
      { key: 'sharpness', label: 'sharpness', hue: 'nn', times, values: sharpness, divergedAt },
      { key: 'kernel', label: 'λ_{max}(cK_t/n)', hue: 0.4, times, values: kernel, divergedAt },
      { key: 'edge', label, hue: 1, times, values: times.map(() => edge) },
    ],
  };
}

import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { depthStore, startDepth, type DepthClient } from '../../state/depthStore';
import { experimentStore } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import { ExperimentCard } from '../experiments/ExperimentCard';
import { AverageKernelCard } from './AverageKernelCard';
import { ConditioningCard } from './ConditioningCard';
import { CorrelationDecayCard } from './CorrelationDecayCard';
import { CorrelationMapCard } from './CorrelationMapCard';
import { PhaseCard } from './PhaseCard';
import { phaseWindow } from './phaseWindow';

/** Infinite width at great depth: where (σ_w, σ_b) lies, and what becomes of two inputs on the way down. */
export function DepthLab() {
  const [client, setClient] = useState<DepthClient | null>(null);
  useEffect(() => {
    const started = startDepth();
    setClient(started);
    return () => started.close();
  }, []);
  const spec = useStore(experimentStore, (s) => s.spec);
  const { activation, activationParam: param } = spec;
  const { wFrom, wTo, bTo, layers, c0 } = useStore(labSettingsStore, (s) => s.depth);
  useEffect(() => {
    client?.diagram({ activation, param, ...phaseWindow({ wFrom, wTo, bTo }) });
  }, [client, activation, param, wFrom, wTo, bTo]);
  useEffect(() => {
    client?.follow({ spec, layers: Math.round(layers), c0 });
  }, [client, spec, layers, c0]);
  const problem = useStore(depthStore, (s) => s.problem);
  return (
    <section className="cards" aria-label="Depth">
      <ExperimentCard />
      <PhaseCard />
      <CorrelationMapCard />
      {problem && (
        <p className="card span-12" role="status">
          {problem.message}
        </p>
      )}
      <CorrelationDecayCard />
      <AverageKernelCard />
      <ConditioningCard />
    </section>
  );
}

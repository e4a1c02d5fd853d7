import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { finiteDepths } from '../../protocol/depthSettings';
import { startDepthNetworks, type DepthNetworksClient } from '../../state/depthNetworksStore';
import { depthStore, startDepth, type DepthClient } from '../../state/depthStore';
import { experimentStore } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import { ExperimentCard } from '../experiments/ExperimentCard';
import { AverageKernelCard } from './AverageKernelCard';
import { ConditioningCard } from './ConditioningCard';
import { CorrelationDecayCard } from './CorrelationDecayCard';
import { CorrelationMapCard } from './CorrelationMapCard';
import { NetworkCards } from './NetworkCards';
import { PhaseCard } from './PhaseCard';
import { phaseWindow } from './phaseWindow';

/** Great depth: where (σ_w, σ_b) lies, what becomes of two inputs on the way down, and of networks of finite width. */
export function DepthLab() {
  const [client, setClient] = useState<DepthClient | null>(null);
  const [sampler, setSampler] = useState<DepthNetworksClient | null>(null);
  useEffect(() => {
    const [started, drawing] = [startDepth(), startDepthNetworks()];
    setClient(started);
    setSampler(drawing);
    return () => {
      started.close();
      drawing.close();
    };
  }, []);
  const spec = useStore(experimentStore, (s) => s.spec);
  const { activation, activationParam: param } = spec;
  const { wFrom, wTo, bTo, layers, c0, networks, deepest } = useStore(labSettingsStore, (s) => s.depth);
  useEffect(() => {
    client?.diagram({ activation, param, ...phaseWindow({ wFrom, wTo, bTo }) });
  }, [client, activation, param, wFrom, wTo, bTo]);
  useEffect(() => {
    client?.follow({ spec, layers: Math.round(layers), c0 });
  }, [client, spec, layers, c0]);
  useEffect(() => {
    sampler?.follow({ spec, depths: finiteDepths(deepest), networks });
  }, [sampler, spec, deepest, networks]);
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
      <NetworkCards client={sampler} />
    </section>
  );
}

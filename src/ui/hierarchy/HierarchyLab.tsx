import { useEffect, useState } from 'react';
import { startHierarchy } from '../../state/hierarchyStore';
import type { HierarchyClient } from '../../state/hierarchyStore';
import { PredictorChips } from '../run/PredictorChips';
import { AnalysisBar } from './AnalysisBar';
import { DiscrepanciesCard } from './DiscrepanciesCard';
import { DiscreteTimeCard } from './DiscreteTimeCard';
import { ExperimentCard } from '../experiments/ExperimentCard';
import { HierarchyKernelsCard } from './HierarchyKernelsCard';
import { HorizonCard } from './HorizonCard';
import { IdentityCard } from './IdentityCard';
import { KernelEntriesCard } from './KernelEntriesCard';
import { KernelSlicesCard } from './KernelSlicesCard';
import { LayersCard } from './LayersCard';
import { PredictedKernelCard } from './PredictedKernelCard';
import { TheoremsCard } from './TheoremsCard';
import { TruncationCard } from './TruncationCard';
import { useAutoAnalysis } from './useAutoAnalysis';

/** Huang and Yau's hierarchy for the very network on the screen: its kernels, its truncations, its theorems. */
export function HierarchyLab() {
  const [client, setClient] = useState<HierarchyClient | null>(null);
  useEffect(() => {
    const started = startHierarchy();
    setClient(started);
    return () => started.close();
  }, []);
  useAutoAnalysis(client);
  return (
    <>
      <PredictorChips />
      <AnalysisBar client={client} />
      <div className="cards hierarchy">
        <ExperimentCard />
        <TruncationCard />
        <HorizonCard />
        <HierarchyKernelsCard />
        <KernelSlicesCard />
        <PredictedKernelCard />
        <IdentityCard />
        <LayersCard />
        <KernelEntriesCard />
        <DiscreteTimeCard />
        <DiscrepanciesCard client={client} />
        <TheoremsCard />
      </div>
    </>
  );
}

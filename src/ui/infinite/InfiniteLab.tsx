import { useEffect } from 'react';
import { useStore } from 'zustand';
import { ensemblePlan, isCheap } from '../../state/ensemblePlan';
import { ensembleRunner, ensembleStore } from '../../state/ensembleStore';
import { experimentStore } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import { ExperimentCard } from '../experiments/ExperimentCard';
import { CalibrationCard } from './CalibrationCard';
import { ComponentCards } from './ComponentCards';
import { DriftCards } from './DriftCards';
import { EnsembleBar } from './EnsembleBar';
import { EnsembleCard } from './EnsembleCard';
import { KernelCards } from './KernelCards';

/** Milliseconds that an edit must rest: a slider's drag is one ensemble. */
const rest = 150;

/** Many networks beside the infinitely wide one: functions, kernels, principal components. */
export function InfiniteLab() {
  const spec = useStore(experimentStore, (s) => s.spec);
  const seeds = useStore(labSettingsStore, (s) => s.infinite.seeds);
  const widths = useStore(labSettingsStore, (s) => s.infinite.widths);
  const hierarchy = useStore(labSettingsStore, (s) => s.infinite.hierarchy);
  useEffect(() => {
    const plan = ensemblePlan(spec, labSettingsStore.getState());
    if (!isCheap(plan)) return;
    // The first has nothing to wait for.
    const wait = ensembleStore.getState().plan === null ? 0 : rest;
    const timer = setTimeout(() => void ensembleRunner().start(plan), wait);
    return () => clearTimeout(timer);
  }, [spec, seeds, widths, hierarchy]);
  // What nobody looks at is not computed.
  useEffect(() => () => ensembleRunner().cancel(), []);
  return (
    <section className="cards" aria-label="Infinite width">
      <EnsembleBar />
      <EnsembleCard />
      <CalibrationCard />
      <DriftCards />
      <KernelCards />
      <ComponentCards />
      <ExperimentCard />
    </section>
  );
}

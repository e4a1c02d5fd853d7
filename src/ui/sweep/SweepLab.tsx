import { useStore } from 'zustand';
import { sweepStore } from '../../state/sweepStore';
import { ExperimentCard } from '../experiments/ExperimentCard';
import { RunsTable } from './RunsTable';
import { ScalingCards } from './ScalingCards';
import { SweepSetup } from './SweepSetup';

/** One experiment repeated over the values of some fields: how its numbers scale. */
export function SweepLab() {
  const started = useStore(sweepStore, (s) => s.plan !== null);
  return (
    <section className="cards" aria-label="Sweep">
      <ExperimentCard />
      <SweepSetup />
      {started && <ScalingCards />}
      {started && <RunsTable />}
    </section>
  );
}

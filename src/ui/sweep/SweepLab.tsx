import { useStore } from 'zustand';
import { sweepStore } from '../../state/sweepStore';
import { ExperimentCard } from '../experiments/ExperimentCard';
import { ComputedAt, useComputedAt } from './ComputedAt';
import { RunsTable } from './RunsTable';
import { ScalingCards } from './ScalingCards';
import { SweepSetup } from './SweepSetup';

/** One experiment repeated over the values of some fields: how its numbers scale. */
export function SweepLab() {
  const started = useStore(sweepStore, (s) => s.plan !== null);
  const computedAt = useComputedAt();
  return (
    <section className="cards" aria-label="Sweep">
      <ExperimentCard />
      <SweepSetup />
      {computedAt !== null && <ComputedAt values={computedAt} />}
      {started && (
        <div className={computedAt === null ? 'results' : 'results stale'}>
          <ScalingCards />
          <RunsTable />
        </div>
      )}
    </section>
  );
}

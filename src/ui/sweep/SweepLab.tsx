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
  const askedBy = useStore(sweepStore, (s) => s.askedBy);
  const computedAt = useComputedAt();
  // What a claim asked for is what its card tells of, whatever the configuration: it does not fade.
  const stale = computedAt !== null && askedBy === null;
  return (
    <section className="cards" aria-label="Sweep">
      <ExperimentCard />
      <SweepSetup />
      {computedAt !== null && <ComputedAt values={computedAt} askedBy={askedBy} />}
      {started && (
        <div className={stale ? 'results stale' : 'results'}>
          <ScalingCards />
          <RunsTable />
        </div>
      )}
    </section>
  );
}

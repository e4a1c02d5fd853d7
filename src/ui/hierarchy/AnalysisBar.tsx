import { useStore } from 'zustand';
import { formatDuration, formatTime } from '../../plots/formatNumber';
import { analysisSeconds, cheapSeconds } from '../../protocol/analysisSeconds';
import { experimentStore } from '../../state/experimentStore';
import { chooseOrder, hierarchyStore } from '../../state/hierarchyStore';
import type { HierarchyClient, HighestOrder } from '../../state/hierarchyStore';
import { isCurrent, trainingSeconds } from './useAutoAnalysis';
import { usePlayback } from '../run/runContext';

const orders: readonly HighestOrder[] = [3, 4, 5];

/** What is computed, at which time, how far it is, and how to stop it. */
export function AnalysisBar({ client }: { readonly client: HierarchyClient | null }) {
  const { order, analysed, computing, progress, problem } = useStore(hierarchyStore);
  const spec = useStore(experimentStore, (s) => s.spec);
  const time = usePlayback((s) => Math.min(s.time, spec.horizon));
  const current = isCurrent(analysed, spec, time, order);
  const seconds = trainingSeconds(time, spec.horizon) + analysisSeconds(spec, order);
  const costly = !current && computing === null && seconds >= cheapSeconds;
  return (
    <div className="analysis-bar" role="group" aria-label="Kernels of the hierarchy">
      <div className="segmented" role="group" aria-label="Highest order">
        {orders.map((r) => (
          <button key={r} type="button" aria-pressed={order === r} onClick={() => chooseOrder(r)}>
            r ≤ {r}
          </button>
        ))}
      </div>
      <button
        type="button"
        className="button"
        disabled={!client}
        onClick={() => client?.analyse(spec, time, order)}
      >
        Compute kernels
      </button>
      {costly && <span className="analysis-estimate">about {formatDuration(1000 * seconds)}</span>}
      {computing && (
        <>
          <progress value={progress} max={1} aria-label="Progress" />
          <button type="button" className="button quiet" onClick={() => client?.cancel()}>
            Cancel
          </button>
        </>
      )}
      <p className="analysis-state" role="status">
        {computing === 'analyse'
          ? `Computing the kernels at t = ${formatTime(time)}.`
          : computing === 'compare'
            ? 'Comparing.'
            : analysed
              ? `${current ? 'Kernels' : 'Older kernels'} at t = ${formatTime(analysed.analysis.t)}: ${costs(analysed.analysis.milliseconds)}.`
              : `Nothing is computed yet; the playhead is at t = ${formatTime(time)}.`}
      </p>
      {problem && (
        <p className="analysis-problem" role="alert">
          {problem.message}
        </p>
      )}
      {analysed?.analysis.missing && <p className="analysis-missing">{analysed.analysis.missing}</p>}
    </div>
  );
}

function costs(milliseconds: readonly { readonly order: number; readonly milliseconds: number }[]): string {
  return milliseconds
    .filter(({ order }) => order > 2)
    .map(({ order, milliseconds: ms }) => `up to order ${order} in ${formatDuration(ms)}`)
    .join(', ');
}

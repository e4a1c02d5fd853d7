import { useStore } from 'zustand';
import { formatTime } from '../../plots/formatNumber';
import { infiniteSettings, readWidths } from '../../protocol/infiniteSettings';
import type { LabPatch } from '../../protocol/labFields';
import { ensemblePlan, mostHierarchyPoints } from '../../state/ensemblePlan';
import { ensembleRunner, ensembleStore } from '../../state/ensembleStore';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import { Card } from '../cards/Card';
import { parseNumber } from '../controls/parseNumber';
import { TextEntry } from '../controls/TextEntry';
import { nearestTime } from './view';

const set = (patch: NonNullable<LabPatch['infinite']>): void =>
  experimentHistory.edit({}, null, { infinite: patch });

/** What is repeated, the time that is shown, and how far the ensemble is. */
export function EnsembleBar() {
  const { status, done, total, problems, members, limit } = useStore(ensembleStore);
  const settings = useStore(labSettingsStore, (s) => s.infinite);
  const spec = useStore(experimentStore, (s) => s.spec);
  const running = status === 'running';
  const plan = ensemblePlan(spec, labSettingsStore.getState());
  const times = Array.from(limit?.times ?? plan.times);
  const diverged = members.filter(({ divergedAt }) => divergedAt !== null).length;
  const hierarchyOff =
    spec.n > mostHierarchyPoints
      ? `hierarchies need n ≤ ${mostHierarchyPoints}, n is ${spec.n}`
      : spec.optimizer === 'flow'
        ? null
        : 'hierarchies follow gradient flow alone';
  return (
    <Card
      title="Ensemble"
      span={12}
      reading="The present experiment, once for every seed, beside its limit of infinite width"
      tools={
        <>
          <button
            type="button"
            className="button small"
            disabled={running}
            onClick={() => void ensembleRunner().start(plan)}
          >
            Compute
          </button>
          <button
            type="button"
            className="button small"
            disabled={!running}
            onClick={() => ensembleRunner().cancel()}
          >
            Cancel
          </button>
        </>
      }
    >
      <div className="lab-controls">
        <label>
          {infiniteSettings.seeds.label}
          <TextEntry
            label="Networks"
            value={String(settings.seeds)}
            onEnter={(text) => {
              const seeds = parseNumber(text);
              if (seeds !== null) set({ seeds: Math.round(seeds) });
              return seeds !== null;
            }}
          />
        </label>
        <label>
          {infiniteSettings.time.label}
          <select
            aria-label="Time"
            value={nearestTime(times, settings.time)}
            onChange={(e) => set({ time: times[Number(e.target.value)] })}
          >
            {times.map((t, k) => (
              <option key={k} value={k}>
                {formatTime(t)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {infiniteSettings.widths.label}
          <TextEntry
            label="Widths"
            value={settings.widths}
            onEnter={(text) => {
              if (typeof readWidths(text) === 'string') return false;
              set({ widths: text });
              return true;
            }}
          />
        </label>
        <label className="switch" title={hierarchyOff ?? infiniteSettings.hierarchy.help}>
          <input
            type="checkbox"
            checked={settings.hierarchy}
            disabled={hierarchyOff !== null}
            onChange={(e) => set({ hierarchy: e.target.checked })}
          />
          <span>{infiniteSettings.hierarchy.label} p = 4</span>
        </label>
      </div>
      <p className="ensemble-state" role="status">
        {said(status, done, total)}
        {diverged > 0 && ` ${diverged} diverged and ${diverged === 1 ? 'is' : 'are'} left out.`}
        {hierarchyOff !== null && ` ${hierarchyOff[0].toUpperCase()}${hierarchyOff.slice(1)}.`}
      </p>
      {running && (
        <progress aria-label="Networks done" max={Math.max(1, total)} value={done}>
          {done} of {total}
        </progress>
      )}
      {problems.map((problem) => (
        <p key={problem} className="said wrong" role="alert">
          {problem}
        </p>
      ))}
    </Card>
  );
}

function said(status: 'idle' | 'running' | 'done' | 'cancelled', done: number, total: number): string {
  switch (status) {
    case 'idle':
      return 'Nothing is computed yet; this experiment takes longer than others, “Compute” starts it.';
    case 'running':
      return `${done} of ${total} networks.`;
    case 'done':
      return `${done} networks.`;
    case 'cancelled':
      return `Cancelled after ${done} of ${total} networks; what was computed stays.`;
  }
}

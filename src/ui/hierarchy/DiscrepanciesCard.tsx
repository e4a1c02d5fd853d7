import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createBarChart, tabulateBarChart } from '../../plots/barChart';
import type { BarChartData } from '../../plots/barChart';
import { formatNumber, formatTime } from '../../plots/formatNumber';
import type { Discrepancies } from '../../protocol/analysis';
import { truncationOf } from '../../protocol/predictors';
import { sameNetwork } from '../../protocol/sameRun';
import { experimentStore } from '../../state/experimentStore';
import { hierarchyStore } from '../../state/hierarchyStore';
import type { HierarchyClient } from '../../state/hierarchyStore';
import { PlotCard } from '../cards/PlotCard';
import { MathText } from '../text/MathText';
import { noHandlers } from './cardText';

/** Step size, finite width, truncation, float precision: each alone, on one axis. */
export function DiscrepanciesCard({ client }: { readonly client: HierarchyClient | null }) {
  const compared = useStore(hierarchyStore, (s) => s.compared);
  const computing = useStore(hierarchyStore, (s) => s.computing);
  const spec = useStore(experimentStore, (s) => s.spec);
  const discrepancies = compared?.discrepancies ?? null;
  const data = useMemo(() => discrepancies && chart(discrepancies), [discrepancies]);
  const old = compared !== null && !sameNetwork(compared.spec, spec);
  return (
    <PlotCard
      title="Discrepancies"
      span={6}
      reading={
        discrepancies
          ? `RMS over the training points at t = ${formatTime(discrepancies.at)}${old ? ', of the configuration before' : ''}`
          : 'why a trained network is not its theory: four reasons, each alone'
      }
      create={createBarChart}
      handlers={noHandlers}
      data={data}
      empty="Compare to see this: the network is trained three times."
      options={{}}
      table={() => data && tabulateBarChart(data)}
      tools={
        <button
          type="button"
          className="button small"
          disabled={!client || computing === 'compare'}
          onClick={() => client?.compare(spec)}
        >
          Compare
        </button>
      }
    >
      {discrepancies && (
        <ul className="card-note">
          {discrepancies.notes.map((note) => (
            <li key={note}>
              <MathText text={note} />
            </li>
          ))}
        </ul>
      )}
    </PlotCard>
  );
}

function chart({
  stepSize,
  eta,
  finiteWidth,
  truncation,
  level,
  floatPrecision,
}: Discrepancies): BarChartData {
  return {
    title: 'Four discrepancies',
    xTitle: 'RMS difference of the outputs',
    bars: [
      { key: 'width', label: 'finite width', value: finiteWidth, hue: 'ntk' },
      { key: 'step', label: `step size η = ${formatNumber(eta)}`, value: stepSize, hue: 'nn' },
      {
        key: 'truncation',
        label: `truncation at p = ${level}`,
        value: truncation,
        hue: truncationOf(level),
      },
      { key: 'float', label: 'float32', value: floatPrecision, hue: 0.8 },
    ],
  };
}

import { useMemo } from 'react';
import { useStore } from 'zustand';
import { binValues, createHistogram, tabulateHistogram } from '../../plots/histogram';
import type { HistogramData } from '../../plots/histogram';
import { experimentHistory } from '../../state/experimentStore';
import { labSettingsStore } from '../../state/labSettings';
import { hierarchyStore } from '../../state/hierarchyStore';
import { PlotCard } from '../cards/PlotCard';
import { needsKernels, noHandlers } from './cardText';
import { lazyKernels, lazyName } from '../../protocol/lazyKernels';
import { useExcludedLayers } from './useExcludedLayers';

const bins = 24;

/** How the entries of one kernel are spread. */
export function KernelEntriesCard() {
  const analysis = useStore(hierarchyStore, (s) => s.analysed?.analysis ?? null);
  const excluded = useExcludedLayers();
  const chosen = useStore(labSettingsStore, (s) => s.hierarchy.order);
  const kernels = useMemo(() => (analysis ? lazyKernels(analysis, excluded) : []), [analysis, excluded]);
  const kernel = kernels.find(({ order }) => order === chosen) ?? kernels.at(-1);
  const data = useMemo<HistogramData | null>(
    () =>
      kernel
        ? {
            title: `Entries of ${lazyName(kernel.order)}`,
            xTitle: lazyName(kernel.order),
            ...binValues(kernel.values, bins, 'linear'),
            xScale: 'linear',
            hue: (kernel.order - 2) / 3,
          }
        : null,
    [kernel],
  );
  return (
    <PlotCard
      title="Kernel entries"
      span={6}
      reading={
        <select
          className="inline-choice"
          aria-label="Order"
          value={kernel?.order ?? chosen}
          onChange={(e) => experimentHistory.edit({}, null, { hierarchy: { order: Number(e.target.value) } })}
        >
          {(kernels.length > 0 ? kernels.map(({ order }) => order) : [chosen]).map((order) => (
            <option key={order} value={order}>
              all entries of the kernel of order {order}
            </option>
          ))}
        </select>
      }
      create={createHistogram}
      handlers={noHandlers}
      data={data}
      empty={needsKernels}
      options={{}}
      table={() => data && tabulateHistogram(data)}
    />
  );
}

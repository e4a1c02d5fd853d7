import { useMemo } from 'react';
import { useStore } from 'zustand';
import { formatNumber } from '../../plots/formatNumber';
import { createKernelHeatmaps, tabulateKernelHeatmaps } from '../../plots/kernelHeatmaps';
import type { KernelHeatmapsData, KernelHeatmapsHandlers } from '../../plots/kernelHeatmaps';
import type { HierarchyAnalysis } from '../../protocol/analysis';
import { hierarchyStore } from '../../state/hierarchyStore';
import { markPoints } from '../../state/linkStore';
import { PlotCard } from '../cards/PlotCard';
import { MathText } from '../text/MathText';
import { needsKernels } from './cardText';
import { lazyKernels } from '../../protocol/lazyKernels';
import { contracted, sumOfLayers } from '../../theory/hierarchy/kernelEntries';
import { frobeniusNorm } from '../../theory/linalg/frobeniusNorm';
import { useLink } from '../run/runContext';
import { toggleLayer, useExcludedLayers } from './useExcludedLayers';

const handlers: KernelHeatmapsHandlers = {
  onHoverPair: (i, j) => markPoints(i === null || j === null ? null : [i, j]),
};

/** Which layer drifts: the summands G^(ℓ) of the kernel and of its rate, any of which can be left out. */
export function LayersCard() {
  const analysis = useStore(hierarchyStore, (s) => s.analysed?.analysis ?? null);
  const excluded = useExcludedLayers();
  const marked = useLink((s) => s.marked);
  const data = useMemo(() => (analysis ? layerMaps(analysis, excluded) : null), [analysis, excluded]);
  return (
    <PlotCard
      title="Layers"
      span={6}
      reading={
        <MathText text="cK and its rate from the chosen layers, c = m/α^2: K = Σ_ℓ G^{(ℓ)} (HY eq. 7)" />
      }
      create={createKernelHeatmaps}
      handlers={handlers}
      data={data}
      empty={needsKernels}
      options={{ time: analysis?.t ?? 0, hovered: marked.length === 2 ? [marked[0], marked[1]] : null }}
      table={() => data && tabulateKernelHeatmaps(data)}
    >
      {analysis && <LayerTable analysis={analysis} excluded={excluded} />}
    </PlotCard>
  );
}

function layerMaps(analysis: HierarchyAnalysis, excluded: readonly number[]): KernelHeatmapsData {
  const { n, g } = analysis;
  const [k2, k3] = lazyKernels(analysis, excluded);
  const [whole2, whole3] = lazyKernels(analysis, []);
  return {
    n,
    kernels: [
      { key: 'whole', label: 'cK', values: whole2.values },
      { key: 'chosen', label: 'chosen layers', values: k2.values },
    ],
    differences: [
      { key: 'rate', label: '∂_t cK', values: contracted(whole3.values, g, 1) },
      { key: 'chosenRate', label: 'chosen layers', values: contracted(k3.values, g, 1) },
    ],
  };
}

interface LayerTableProps {
  readonly analysis: HierarchyAnalysis;
  readonly excluded: readonly number[];
}

/** Each layer's share of the size of K and of its rate; shares need not add up to 100 % where layers work against each other. */
function LayerTable({ analysis, excluded }: LayerTableProps) {
  const rows = useMemo(() => {
    const { n, g, k2Layers, k3Layers, layerNames } = analysis;
    const size2 = frobeniusNorm(analysis.k2);
    const size3 = frobeniusNorm(contracted(analysis.k3, g, 1));
    return layerNames.map((name, l) => ({
      name,
      kernel: frobeniusNorm(sumOfLayers(k2Layers, n * n, [l])) / size2,
      rate: size3 > 0 ? frobeniusNorm(contracted(sumOfLayers(k3Layers, n ** 3, [l]), g, 1)) / size3 : 0,
    }));
  }, [analysis]);
  return (
    <table className="entries">
      <thead>
        <tr>
          <th scope="col">layer</th>
          <th scope="col" className="number">
            <MathText text="‖G^{(ℓ)}‖/‖K‖" />
          </th>
          <th scope="col" className="number">
            <MathText text="‖∂_t G^{(ℓ)}‖/‖∂_t K‖" />
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, kernel, rate }, l) => (
          <tr key={name}>
            <th scope="row">
              <label className="switch">
                <input
                  type="checkbox"
                  aria-label={`Layer ${name === 'a' ? 'a' : l + 1}`}
                  checked={!excluded.includes(l)}
                  onChange={() => toggleLayer(l)}
                />
                <span>
                  <MathText text={name} />
                </span>
              </label>
            </th>
            <td className="number">{formatNumber(100 * kernel)} %</td>
            <td className="number">{formatNumber(100 * rate)} %</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

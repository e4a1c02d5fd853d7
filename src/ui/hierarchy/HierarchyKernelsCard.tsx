import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createBarChart, tabulateBarChart } from '../../plots/barChart';
import type { BarChartData } from '../../plots/barChart';
import { formatNumber } from '../../plots/formatNumber';
import type { HierarchyAnalysis } from '../../protocol/analysis';
import { hierarchyStore } from '../../state/hierarchyStore';
import { markPoints } from '../../state/linkStore';
import { PlotCard } from '../cards/PlotCard';
import { MathText } from '../text/MathText';
import { lazyKernels, lazyName, lazyNote } from '../../protocol/lazyKernels';
import type { LazyKernel } from '../../protocol/lazyKernels';
import { largestEntries } from '../../theory/hierarchy/kernelEntries';
import { frobeniusNorm } from '../../theory/linalg/frobeniusNorm';
import { largestMagnitude } from '../../theory/linalg/largestMagnitude';
import { needsKernels, noHandlers } from './cardText';
import { useExcludedLayers } from './useExcludedLayers';

const rowsShown = 5;

/** How large the kernels of each order are, and which data points the largest entries join. */
export function HierarchyKernelsCard() {
  const analysis = useStore(hierarchyStore, (s) => s.analysed?.analysis ?? null);
  const excluded = useExcludedLayers();
  const kernels = useMemo(() => (analysis ? lazyKernels(analysis, excluded) : []), [analysis, excluded]);
  const data = useMemo(() => (analysis ? magnitudes(kernels, analysis) : null), [kernels, analysis]);
  const top = kernels.at(-1);
  return (
    <PlotCard
      title="Hierarchy kernels"
      span={6}
      reading={
        <MathText
          text={`largest and RMS entry of c^{r−1}K^{(r)}, ${analysis ? lazyNote(analysis.lazyFactor) : 'c = m/α^2 in lazy time'}; HY Theorem 2.3 bounds K^{(r)} by m^{1 − r/2}`}
        />
      }
      create={createBarChart}
      handlers={noHandlers}
      data={data}
      empty={needsKernels}
      options={{}}
      table={() => data && tabulateBarChart(data)}
    >
      {analysis && top && <LargestEntries kernel={top} n={analysis.n} />}
    </PlotCard>
  );
}

function magnitudes(kernels: readonly LazyKernel[], analysis: HierarchyAnalysis): BarChartData {
  const bars = kernels.flatMap(({ order, values }) => {
    const hue = (order - 2) / 3;
    return [
      { key: `max${order}`, label: `max |${lazyName(order)}|`, value: largestMagnitude(values), hue },
      {
        key: `rms${order}`,
        label: `RMS ${lazyName(order)}`,
        value: frobeniusNorm(values) / Math.sqrt(values.length),
        hue,
      },
    ];
  });
  return { title: `Kernels at t = ${formatNumber(analysis.t)}`, xTitle: 'size of the entries', bars };
}

function LargestEntries({ kernel, n }: { readonly kernel: LazyKernel; readonly n: number }) {
  const entries = useMemo(() => largestEntries(kernel.values, n, kernel.order, rowsShown), [kernel, n]);
  return (
    <table className="entries">
      <caption>
        <MathText text={`Largest entries of ${lazyName(kernel.order)}, named by data points`} />
      </caption>
      <tbody>
        {entries.map(({ points, value }) => (
          <tr
            key={points.join()}
            onPointerEnter={() => markPoints(points.slice(0, 2))}
            onPointerLeave={() => markPoints(null)}
          >
            <th scope="row">
              <MathText text={`${lazyName(kernel.order)}(${points.map((p) => `x_{${p + 1}}`).join(', ')})`} />
            </th>
            <td className="number">
              <MathText text={formatNumber(value, 3)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

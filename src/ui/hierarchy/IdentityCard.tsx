import { useMemo } from 'react';
import { useStore } from 'zustand';
import { formatNumber } from '../../plots/formatNumber';
import { createSliceMultiples, tabulateSliceMultiples } from '../../plots/sliceMultiples';
import type { SliceMultiplesData, SliceMultiplesHandlers } from '../../plots/sliceMultiples';
import { hierarchyStore } from '../../state/hierarchyStore';
import { markPoints } from '../../state/linkStore';
import { PlotCard } from '../cards/PlotCard';
import { MathText } from '../text/MathText';
import { needsKernels } from './cardText';
import { lazyName, lazyNote } from '../../protocol/lazyKernels';
import { relativeDifference } from '../../theory/hierarchy/kernelEntries';
import { useLink } from '../run/runContext';

const handlers: SliceMultiplesHandlers = {
  onHoverEntry: (i, j) => markPoints(i === null || j === null ? null : [i, j]),
};

/** ∂_t K = −(1/n) Σ K⁽³⁾ g, checked: the right side from the hierarchy, the left side by differences along the flow. */
export function IdentityCard() {
  const analysis = useStore(hierarchyStore, (s) => s.analysed?.analysis ?? null);
  const marked = useLink((s) => s.marked);
  const data = useMemo<SliceMultiplesData | null>(() => {
    if (!analysis) return null;
    const { n, lazyFactor, predictedRate, measuredRate } = analysis;
    const scaled = (values: Float64Array): Float64Array => values.map((value) => lazyFactor * value);
    return {
      title: '∂_t cK(x_i, x_j)',
      n,
      slices: [
        { key: 'predicted', label: `−Σ ${lazyName(3)}g/n`, values: scaled(predictedRate) },
        { key: 'measured', label: 'measured ∂_t cK', values: scaled(measuredRate) },
        {
          key: 'difference',
          label: 'difference',
          values: scaled(predictedRate.map((value, i) => value - measuredRate[i])),
        },
      ],
    };
  }, [analysis]);
  const difference = analysis && relativeDifference(analysis.predictedRate, analysis.measuredRate);
  return (
    <PlotCard
      title="Identity"
      span={6}
      reading={
        <MathText
          text={`∂_t cK = −(1/n) Σ_k ${lazyName(3)} g_k${analysis ? `, ${lazyNote(analysis.lazyFactor)}` : ''}${difference === null ? '' : `: relative difference ${formatNumber(difference)}`}`}
        />
      }
      create={createSliceMultiples}
      handlers={handlers}
      data={data}
      empty={needsKernels}
      options={{ hovered: marked.length === 2 ? [marked[0], marked[1]] : null }}
      table={() => data && tabulateSliceMultiples(data)}
    />
  );
}

import { useMemo } from 'react';
import { useStore } from 'zustand';
import { formatNumber } from '../../plots/formatNumber';
import { createSliceMultiples, slicesOf, tabulateSliceMultiples } from '../../plots/sliceMultiples';
import type { SliceMultiplesData, SliceMultiplesHandlers } from '../../plots/sliceMultiples';
import { hierarchyStore } from '../../state/hierarchyStore';
import { markPoints } from '../../state/linkStore';
import { PlotCard } from '../cards/PlotCard';
import { MathText } from '../text/MathText';
import { needsKernels } from './cardText';
import { lazyKernels, lazyName, lazyNote } from '../../protocol/lazyKernels';
import { asymmetry } from '../../theory/hierarchy/kernelEntries';
import { useLink } from '../run/runContext';
import { useExcludedLayers } from './useExcludedLayers';

const handlers: SliceMultiplesHandlers = {
  onHoverEntry: (i, j) => markPoints(i === null || j === null ? null : [i, j]),
};

/** Slices that can be told apart. */
const mostSlices = 16;

/** K⁽³⁾(x_i, x_j, x_k), one map in (i, j) for each k: how the kernel moves when the residual at x_k acts. */
export function KernelSlicesCard() {
  const analysis = useStore(hierarchyStore, (s) => s.analysed?.analysis ?? null);
  const excluded = useExcludedLayers();
  const marked = useLink((s) => s.marked);
  const k3 = useMemo(
    () => (analysis ? lazyKernels(analysis, excluded)[1].values : null),
    [analysis, excluded],
  );
  const data = useMemo<SliceMultiplesData | null>(
    () =>
      analysis && k3
        ? {
            title: `${lazyName(3)}(x_i, x_j, x_k)`,
            n: analysis.n,
            slices: slicesOf(k3, analysis.n).slice(0, mostSlices),
          }
        : null,
    [analysis, k3],
  );
  return (
    <PlotCard
      title="Kernel slices"
      span={6}
      reading={
        <MathText
          text={
            analysis && k3
              ? symmetryNote(k3, analysis.n, analysis.lazyFactor)
              : `${lazyName(3)}(x_i, x_j, x_k), one map in (i, j) for each k`
          }
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

function symmetryNote(k3: Float64Array, n: number, c: number): string {
  const hidden = n > mostSlices ? `; the first ${mostSlices} of ${n} k` : '';
  return `${lazyName(3)}(x_i, x_j, x_k), ${lazyNote(c)}: symmetric in i, j; exchanging j and k leaves ${formatNumber(100 * asymmetry(k3, n))} % antisymmetric${hidden}`;
}

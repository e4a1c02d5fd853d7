import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createLinePlot, tabulateLinePlot } from '../../plots/linePlot';
import { createScalingPlot, tabulateScalingPlot } from '../../plots/scalingPlot';
import { ensembleStore } from '../../state/ensembleStore';
import { PlotCard } from '../cards/PlotCard';
import { MathText } from '../text/MathText';
import { sliceData, sliceSentence } from './sliceData';
import { spreadData, spreadSentence } from './spreadData';
import { needsLimit } from './view';

const handlers = {};

/** The tangent kernel of networks of several widths against that of the limit. */
export function KernelCards() {
  const limit = useStore(ensembleStore, (s) => s.limit);
  const plan = useStore(ensembleStore, (s) => s.plan);
  const byWidth = useStore(ensembleStore, (s) => s.byWidth);
  const slices = useMemo(() => limit && plan && sliceData(limit, byWidth, plan), [limit, plan, byWidth]);
  const spread = useMemo(() => limit && spreadData(limit, byWidth), [limit, byWidth]);
  return (
    <>
      <PlotCard
        title="Kernel along the circle"
        span={7}
        reading={limit && plan ? sliceSentence(limit, byWidth, plan) : needsLimit}
        create={createLinePlot}
        handlers={handlers}
        data={slices}
        empty={needsLimit}
        options={{ xScale: 'linear', yScale: 'linear' }}
        table={() => slices && tabulateLinePlot(slices)}
      />
      <PlotCard
        title="Kernel against width"
        span={5}
        reading={<MathText text={spread ? spreadSentence(spread) : needsLimit} />}
        create={createScalingPlot}
        handlers={handlers}
        data={spread}
        empty={needsLimit}
        options={{}}
        table={() => spread && tabulateScalingPlot(spread)}
      />
    </>
  );
}

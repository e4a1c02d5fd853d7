import { useMemo } from 'react';
import { createLinePlot, tabulateLinePlot } from '../../plots/linePlot';
import { PlotCard } from '../cards/PlotCard';
import { deviationData, deviationSentence, driftSentence, meanDriftData } from './driftData';
import { needsLimit, useEnsembleView } from './view';

const handlers = {};

/** Which part of the deviation is one network's and which is every network's, with the hierarchies' prediction of both. */
export function DriftCards() {
  const view = useEnsembleView();
  const mean = useMemo(() => view && meanDriftData(view), [view]);
  const time = useMemo(() => view && deviationData(view), [view]);
  const sentence = useMemo(() => (view ? driftSentence(view) : needsLimit), [view]);
  return (
    <>
      <PlotCard
        title="What every network does alike"
        span={7}
        reading={sentence}
        create={createLinePlot}
        handlers={handlers}
        data={mean}
        empty={needsLimit}
        options={{ xScale: 'linear', yScale: 'linear' }}
        table={() => mean && tabulateLinePlot(mean)}
      />
      <PlotCard
        title="Deviation from the limit"
        span={5}
        reading={time ? deviationSentence(time) : needsLimit}
        create={createLinePlot}
        handlers={handlers}
        data={time}
        empty={needsLimit}
        options={{ xScale: 'log', yScale: 'log' }}
        table={() => time && tabulateLinePlot(time)}
      />
    </>
  );
}

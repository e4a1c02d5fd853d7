import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createLinePlot, tabulateLinePlot } from '../../plots/linePlot';
import { ensembleStore } from '../../state/ensembleStore';
import { PlotCard } from '../cards/PlotCard';
import { MathText } from '../text/MathText';
import {
  componentData,
  componentSentence,
  residualData,
  residualSentence,
  spectrumData,
  spectrumSentence,
} from './componentData';
import { needsLimit, useEnsembleView } from './view';

const handlers = {};

/** Kernel principal components: what is learned by t, the residual along them, the spectrum. */
export function ComponentCards() {
  const view = useEnsembleView();
  const byWidth = useStore(ensembleStore, (s) => s.byWidth);
  const own = byWidth.find(({ width }) => width === view?.spec.width) ?? byWidth.at(-1) ?? null;
  const learned = useMemo(() => view && componentData(view), [view]);
  const rest = useMemo(() => view && residualData(view), [view]);
  const limit = view?.limit ?? null;
  const spectrum = useMemo(() => limit && spectrumData(limit, own), [limit, own]);
  return (
    <>
      <PlotCard
        title="Principal components"
        span={4}
        reading={<MathText text={view ? componentSentence(view) : needsLimit} />}
        create={createLinePlot}
        handlers={handlers}
        data={learned}
        empty={needsLimit}
        options={{ xScale: 'linear', yScale: 'linear' }}
        table={() => learned && tabulateLinePlot(learned)}
      />
      <PlotCard
        title="Residual by component"
        span={4}
        reading={view ? residualSentence(view) : needsLimit}
        create={createLinePlot}
        handlers={handlers}
        data={rest}
        empty={needsLimit}
        options={{ xScale: 'log', yScale: 'log' }}
        table={() => rest && tabulateLinePlot(rest)}
      />
      <PlotCard
        title="Spectrum"
        span={4}
        reading={<MathText text={limit ? spectrumSentence(limit) : needsLimit} />}
        create={createLinePlot}
        handlers={handlers}
        data={spectrum}
        empty={needsLimit}
        options={{ xScale: 'linear', yScale: 'log' }}
        table={() => spectrum && tabulateLinePlot(spectrum)}
      />
    </>
  );
}

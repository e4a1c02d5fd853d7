import { useMemo } from 'react';
import { createQuantileBand, tabulateQuantileBand } from '../../plots/quantileBand';
import { experimentHistory } from '../../state/experimentStore';
import { PlotCard } from '../cards/PlotCard';
import { bandData, bandSentence } from './bandData';
import { needsLimit, useEnsembleView } from './view';

const handlers = {};

/** Trained networks over the percentiles of the Gaussian process that they become. */
export function EnsembleCard() {
  const view = useEnsembleView();
  const data = useMemo(() => view && bandData(view), [view]);
  return (
    <PlotCard
      title="Functions and their limit"
      span={7}
      reading={view ? bandSentence(view) : needsLimit}
      create={createQuantileBand}
      handlers={handlers}
      data={data}
      empty={needsLimit}
      options={{ xScale: 'linear', yScale: 'linear' }}
      table={() => data && tabulateQuantileBand(data)}
    >
      {view?.spec.centred && (
        <p className="card-note">
          The output is centred, f − f at t = 0, so that the limit is one function without a band.{' '}
          <button type="button" className="nudge" onClick={() => experimentHistory.edit({ centred: false })}>
            Uncentre
          </button>
        </p>
      )}
    </PlotCard>
  );
}

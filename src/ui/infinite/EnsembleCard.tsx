import { useMemo, useState } from 'react';
import { createQuantileBand, tabulateQuantileBand } from '../../plots/quantileBand';
import { experimentHistory } from '../../state/experimentStore';
import { PlotCard } from '../cards/PlotCard';
import { bandData, bandSentence } from './bandData';
import { posteriorSamples } from './posteriorSamples';
import { usePhase } from './usePhase';
import { needsLimit, useEnsembleView } from './view';

const handlers = {};

/** Trained networks over the percentiles of the Gaussian process that they become, with draws of it that move. */
export function EnsembleCard() {
  const view = useEnsembleView();
  const data = useMemo(() => view && bandData(view), [view]);
  const sentence = useMemo(() => (view ? bandSentence(view) : needsLimit), [view]);
  const draws = useMemo(() => view && posteriorSamples(view), [view]);
  const [wanted, want] = useState(false);
  const shown = wanted && draws !== null;
  const phase = usePhase(shown);
  const samples = useMemo(() => (shown ? draws(phase) : null), [shown, draws, phase]);
  return (
    <PlotCard
      title="Functions and their limit"
      span={7}
      reading={sentence}
      create={createQuantileBand}
      handlers={handlers}
      data={data}
      empty={needsLimit}
      options={{ xScale: 'linear', yScale: 'linear', samples }}
      table={() => data && tabulateQuantileBand(data)}
      tools={
        <button
          type="button"
          className="button small quiet"
          aria-pressed={shown}
          disabled={draws === null}
          title="Three draws of the limit that move: each frame is distributed as the limit is at this time"
          onClick={() => want(!wanted)}
        >
          Samples
        </button>
      }
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

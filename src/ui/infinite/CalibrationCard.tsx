import { useMemo } from 'react';
import { createLinePlot, tabulateLinePlot } from '../../plots/linePlot';
import { PlotCard } from '../cards/PlotCard';
import { calibration, calibrationPlot, calibrationSentence, fewest } from './calibrationData';
import { useEnsembleView } from './view';

const handlers = {};

/** Whether the networks are draws of the limit: a rank histogram with its band. */
export function CalibrationCard() {
  const view = useEnsembleView();
  const result = useMemo(() => view && calibration(view), [view]);
  const data = useMemo(() => result && calibrationPlot(result), [result]);
  const missing = view?.spec.centred
    ? 'A centred limit has no band to rank in: uncentre the output.'
    : `A histogram needs ${fewest} networks and places where the limit is uncertain.`;
  return (
    <PlotCard
      title="Calibration"
      span={5}
      reading={
        view && result
          ? calibrationSentence(result, view.members.length)
          : 'Are the networks draws of the limit?'
      }
      create={createLinePlot}
      handlers={handlers}
      data={data}
      empty={missing}
      options={{ xScale: 'linear', yScale: 'linear' }}
      table={() => data && tabulateLinePlot(data)}
    />
  );
}

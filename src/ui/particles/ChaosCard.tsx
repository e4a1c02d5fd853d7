import { useMemo } from 'react';
import { useStore } from 'zustand';
import { formatNumber, formatTime } from '../../plots/formatNumber';
import { createLinePlot, tabulateLinePlot, type LinePlotData } from '../../plots/linePlot';
import { fitPowerLaw } from '../../theory/statistics/powerLaw';
import { experimentStore } from '../../state/experimentStore';
import { meanFieldStore, type Chaos, type MeanFieldClient } from '../../state/meanFieldStore';
import { PlotCard } from '../cards/PlotCard';
import { labelledProblem } from '../text/labelledProblem';
import { MathText } from '../text/MathText';

const noHandlers = {};

export interface ChaosSlope {
  readonly t: number;
  readonly slope: number;
  readonly standardError: number;
}

/** The measured power of M in the squared error, by time; none where nothing is left of the error (centred outputs at t = 0). */
export function chaosSlopes({ times, rows }: Chaos): ChaosSlope[] {
  return times.flatMap((t, k) => {
    const law = fitPowerLaw(
      rows.map(({ M }) => M),
      rows.map(({ squared }) => squared[k]),
    );
    return law && law.count > 2 ? [{ t, slope: law.slope, standardError: law.standardError }] : [];
  });
}

/** Propagation of chaos: how the squared error of independent populations falls with their size. */
export function ChaosCard({ client }: { readonly client: MeanFieldClient | null }) {
  const chaos = useStore(meanFieldStore, (s) => s.chaos);
  const spec = useStore(experimentStore, (s) => s.spec);
  const slopes = useMemo(() => (chaos ? chaosSlopes(chaos) : []), [chaos]);
  const data = useMemo<LinePlotData | null>(() => {
    if (!chaos || chaos.rows.length === 0) return null;
    const x = Float64Array.from(chaos.rows, ({ M }) => M);
    return {
      title: 'Propagation of chaos',
      xTitle: 'neurons M',
      yTitle: 'mean (f_M − f)²',
      series: chaos.times.map((t, k) => {
        const y = Float64Array.from(chaos.rows, ({ squared }) => squared[k]);
        const error = chaos.rows.map(({ standardError }) => standardError[k]);
        return {
          key: String(k),
          label: `t = ${formatTime(t)}`,
          hue: k / Math.max(1, chaos.times.length - 1),
          x,
          y,
          dots: true,
          band: {
            low: y.map((value, i) => Math.max(value - error[i], 0.1 * value)),
            high: y.map((value, i) => value + error[i]),
          },
        };
      }),
    };
  }, [chaos]);
  const measured = slopes
    .map(
      ({ t, slope, standardError }) =>
        `${formatNumber(slope, 3)} ± ${formatNumber(standardError, 1)} at t = ${formatTime(t)}`,
    )
    .join(', ');
  return (
    <PlotCard
      title="Propagation of chaos"
      span={6}
      reading={
        <MathText
          text={
            measured === ''
              ? 'squared error of M independent neurons against infinitely many: 1/M in theory'
              : `squared error over ${chaos?.populations ?? 0} independent populations; slope ${measured}; −1 in theory`
          }
        />
      }
      create={createLinePlot}
      handlers={noHandlers}
      data={data}
      empty="Not measured yet: it trains some dozens of networks."
      options={{ xScale: 'log', yScale: 'log' }}
      table={() => data && tabulateLinePlot(data)}
      tools={
        chaos?.computing ? (
          <>
            <progress value={chaos.fraction} max={1} aria-label="Populations trained" />
            <button type="button" className="button small quiet" onClick={() => client?.cancelChaos()}>
              Cancel
            </button>
          </>
        ) : (
          <button
            type="button"
            className="button small"
            disabled={!client}
            onClick={() => client?.measureChaos(spec)}
          >
            Measure
          </button>
        )
      }
    >
      {chaos?.problem && <p className="card-note">{labelledProblem(chaos.problem)}</p>}
    </PlotCard>
  );
}

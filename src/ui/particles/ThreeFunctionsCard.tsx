import { useMemo } from 'react';
import { useStore } from 'zustand';
import { formatTime } from '../../plots/formatNumber';
import { createLinePlot, tabulateLinePlot, type LinePlotData, type LineSeries } from '../../plots/linePlot';
import { numbersAt } from '../../state/framesAt';
import { meanFieldStore, type MeanFieldState } from '../../state/meanFieldStore';
import { playbackStore } from '../../state/playbackStore';
import { rowAt } from '../../state/predictorSeries';
import { runStore } from '../../state/runStore';
import type { Run } from '../../state/runState';
import { PlotCard } from '../cards/PlotCard';
import { densityHue } from './densityHue';

const noHandlers = {};
const axisTitles = { angle: 'angle γ', line: 'x', index: 'network’s output f' } as const;

/** f three times: of the network, of the particles, of the PDE. */
export function ThreeFunctionsCard() {
  const run = useStore(runStore, (s) => s.run);
  const meanField = useStore(meanFieldStore);
  const time = useStore(playbackStore, (s) => s.time);
  const data = useMemo(() => (run ? functionsAt(run, meanField, time) : null), [run, meanField, time]);
  return (
    <PlotCard
      title="Function"
      span={5}
      reading={`f of the network, of the particles and of the density at t = ${formatTime(time)}`}
      create={createLinePlot}
      handlers={noHandlers}
      data={data}
      options={{ xScale: 'linear', yScale: 'linear' }}
      table={() => data && tabulateLinePlot(data)}
    />
  );
}

export interface FunctionsNow {
  readonly network: Float64Array | null;
  readonly particles: Float64Array | null;
  readonly density: Float64Array | null;
  readonly densityError: Float64Array | null;
}

/** Outputs on the probe points at t, as far as each is known. */
export function outputsNow(run: Run, { particles, density }: MeanFieldState, t: number): FunctionsNow {
  const { times, p } = run.header;
  const { nn } = run.series;
  const of = <F,>(
    part: { readonly start: { readonly times: Float64Array } | null; readonly frames: readonly F[] },
    pick: (f: F) => Float64Array,
  ): Float64Array | null => {
    const values = part.start && numbersAt(part.start.times, part.frames, t, pick);
    return values?.length === p ? values : null;
  };
  return {
    network: nn ? rowAt(nn.probe, p, times, nn.count, t) : null,
    particles: of(particles, (frame) => frame.probe),
    density: of(density, (frame) => frame.probe),
    densityError: of(density, (frame) => frame.probeError),
  };
}

function functionsAt(run: Run, meanField: MeanFieldState, t: number): LinePlotData {
  const { axis } = run.header;
  const now = outputsNow(run, meanField, t);
  // Held-out points have no order of their own: the network's output gives them one.
  const places = axis.kind === 'index' ? (now.network ?? axis.probe) : axis.probe;
  const order = Array.from(places, (_, k) => k).sort((a, b) => places[a] - places[b]);
  const sorted = (values: Float64Array): Float64Array => Float64Array.from(order, (k) => values[k]);
  const x = sorted(places);
  const dots = axis.kind === 'index';
  const one = (
    key: string,
    label: string,
    hue: LineSeries['hue'],
    values: Float64Array | null,
  ): LineSeries[] => (values ? [{ key, label, hue, x, y: sorted(values), dots }] : []);
  const error = now.densityError;
  return {
    title: 'Function',
    xTitle: axisTitles[axis.kind],
    yTitle: 'f',
    series: [
      ...one('network', 'network', 'nn', now.network),
      ...one('particles', 'particles', 'meanField', now.particles),
      ...one('density', 'density (PDE)', densityHue, now.density).map((series) => ({
        ...series,
        band: error && {
          low: series.y.map((f, k) => f - sorted(error)[k]),
          high: series.y.map((f, k) => f + sorted(error)[k]),
        },
      })),
    ],
  };
}

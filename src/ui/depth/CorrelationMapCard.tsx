import { useMemo } from 'react';
import { useStore } from 'zustand';
import { formatNumber } from '../../plots/formatNumber';
import { createLinePlot, tabulateLinePlot } from '../../plots/linePlot';
import type { LinePlotData } from '../../plots/linePlot';
import type { CorrelationMapCurve } from '../../protocol/depth';
import { depthStore } from '../../state/depthStore';
import { PlotCard } from '../cards/PlotCard';
import { MathText } from '../text/MathText';
import { DepthEntry } from './DepthEntry';

const handlers = {};

/** The staircase between the map and the diagonal, ascending: the map is monotone, and so is the orbit. */
function cobweb(steps: Float64Array): { x: Float64Array; y: Float64Array } {
  const x: number[] = [steps[0]];
  const y: number[] = [steps[0]];
  for (let i = 1; i < steps.length; i++) {
    x.push(steps[i - 1], steps[i]);
    y.push(steps[i], steps[i]);
  }
  if (steps[steps.length - 1] < steps[0]) {
    x.reverse();
    y.reverse();
  }
  return { x: Float64Array.from(x), y: Float64Array.from(y) };
}

function read({ chi, steps, fixed, q }: CorrelationMapCurve): string {
  const last = steps.length - 1;
  const from = `From c_0 = ${formatNumber(steps[0], 3)} the pair comes to ${formatNumber(steps[last], 4)} in ${last} layers`;
  const end =
    fixed === 1
      ? 'its end is c* = 1: all inputs become alike'
      : `its end is c* = ${formatNumber(fixed, 4)}, whatever the inputs are`;
  return `${from}; ${end}. The slope at 1 is χ = ${formatNumber(chi, 4)} (q = ${formatNumber(q, 3)}).`;
}

/** HDR's correlation map at the fixed variance, and the pair that is followed. */
export function CorrelationMapCard() {
  const map = useStore(depthStore, (s) => s.curves?.map ?? null);
  const data = useMemo<LinePlotData | null>(
    () =>
      map && {
        title: 'Correlation map',
        xTitle: 'c^ℓ',
        yTitle: 'c^{ℓ+1}',
        series: [
          { key: 'map', label: 'f(c)', hue: 0.9, x: map.c, y: map.f },
          { key: 'diagonal', label: 'c', hue: 0.35, x: map.c, y: map.c },
          { key: 'cobweb', label: 'the pair', hue: 0.65, ...cobweb(map.steps) },
        ],
        guides: map.fixed < 1 ? [{ key: 'fixed', label: 'c*', x: map.fixed }] : [],
      },
    [map],
  );
  return (
    <PlotCard
      title="Correlation map"
      span={5}
      reading={map ? <MathText text={read(map)} /> : 'One layer as a map of correlations'}
      create={createLinePlot}
      handlers={handlers}
      data={data}
      options={{ xScale: 'linear', yScale: 'linear' }}
      table={() => data && tabulateLinePlot(data)}
    >
      <div className="lab-controls">
        <DepthEntry name="c0" />
        <DepthEntry name="layers" />
      </div>
    </PlotCard>
  );
}

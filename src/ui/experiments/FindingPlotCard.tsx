import { useMemo } from 'react';
import type { FindingPlot } from '../../experiments/finding';
import { createScalingPlot, tabulateScalingPlot } from '../../plots/scalingPlot';
import type { ScalingPlotData } from '../../plots/scalingPlot';
import { fitPowerLaw } from '../../theory/statistics/powerLaw';
import { scaling } from '../../theory/statistics/scaling';
import { PlotCard } from '../cards/PlotCard';

const handlers = {};

/** What a check drew of its numbers, beside what theory states. */
export function FindingPlotCard({ plot }: { readonly plot: FindingPlot }) {
  const data = useMemo(() => plotData(plot), [plot]);
  return (
    <PlotCard
      title={plot.title}
      span={6}
      reading={readingOf(plot)}
      create={createScalingPlot}
      handlers={handlers}
      data={data}
      options={{}}
      table={() => tabulateScalingPlot(data)}
    />
  );
}

function readingOf({ series, guides }: FindingPlot): string {
  return [
    'Dots: the numbers of the finding',
    series.some(({ fitted }) => fitted !== false) ? 'lines: power laws fitted to them' : [],
    guides.length > 0 ? 'dotted: what theory asks for, through the first dot' : [],
  ]
    .flat()
    .join('; ');
}

function plotData({ title, xTitle, yTitle, series, guides }: FindingPlot): ScalingPlotData {
  return {
    title,
    xTitle,
    yTitle,
    series: series.map(({ label, x, y, fitted = true }, i) => ({
      key: label,
      label,
      hue: series.length > 1 ? i / (series.length - 1) : 0,
      x: Float64Array.from(x),
      y: Float64Array.from(y),
      groups: scaling(x, y).groups,
      ...(fitted ? { fit: fitPowerLaw(x, y) } : { joined: true }),
    })),
    guides: guides.map(({ label, slope }) => ({ key: label, label, slope })),
  };
}

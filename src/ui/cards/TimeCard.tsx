import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { createTimePlot } from '../../plots/timePlot';
import type { TimePlotData, TimePlotHandlers, TimePlotOptions } from '../../plots/timePlot';
import { tabulateTimePlot } from '../../plots/timePlotText';
import type { ScaleKind } from '../../plots/axisScale';
import { experimentStore } from '../../state/experimentStore';
import type { PlotAxes } from '../../protocol/switchedAxes';
import { hoverTime } from '../../state/linkStore';
import { scrub } from '../../state/playbackStore';
import type { RunStores } from '../../state/runStores';
import { useRun } from '../run/runContext';
import { PlotCard } from './PlotCard';
import { ScaleToggle } from './ScaleToggle';
import { tooFewRecords } from './tooFewRecords';
import { useAxisScale } from './useAxisScale';

interface TimeCardProps {
  readonly title: string;
  readonly span: 4 | 5 | 6 | 7 | 12;
  readonly reading: ReactNode;
  readonly data: TimePlotData | null;
  /** Its axes in the link. */
  readonly axes: PlotAxes;
  readonly yScale?: ScaleKind;
  readonly legend?: boolean;
  readonly decades?: number;
  readonly tools?: ReactNode;
}

const live = ({ playback, link }: RunStores): Pick<TimePlotOptions, 'time' | 'hoverTime'> => ({
  time: playback.getState().time,
  hoverTime: link.getState().hoverTime,
});

const handlers: TimePlotHandlers = { onHoverTime: hoverTime, onScrub: scrub };

/** A quantity against time; all such cards share the playhead and the hovered time. */
export function TimeCard({
  title,
  span,
  reading,
  data,
  axes,
  yScale = 'log',
  legend,
  decades,
  tools,
}: TimeCardProps) {
  const x = useAxisScale(axes, 't', 'log');
  const y = useAxisScale(axes, 'y', yScale);
  const dragging = useStore(experimentStore, (s) => s.dragging);
  const horizon = useStore(experimentStore, (s) => s.spec.horizon);
  const spec = useRun((s) => s.run?.header.spec ?? null);
  const divergedAt = useRun((s) => s.run?.statuses.nn?.divergedAt ?? null);
  const drawn = useMemo(() => {
    const empty = data && spec ? tooFewRecords(data.series, x.scale, spec, divergedAt) : null;
    return data && empty !== null ? { ...data, series: [], ghosts: [], empty } : data;
  }, [data, spec, x.scale, divergedAt]);
  return (
    <PlotCard
      title={title}
      span={span}
      reading={reading}
      create={createTimePlot}
      handlers={handlers}
      data={drawn}
      options={{
        time: 0,
        hoverTime: null,
        xScale: x.scale,
        yScale: y.scale,
        horizon,
        holdAxes: dragging,
        legend,
        decades,
      }}
      live={live}
      table={() => data && tabulateTimePlot(data)}
      tools={
        <>
          {tools}
          <ScaleToggle axis="time" scale={x.scale} onTurn={x.turn} />
          <ScaleToggle axis="vertical" scale={y.scale} onTurn={y.turn} />
        </>
      }
    />
  );
}

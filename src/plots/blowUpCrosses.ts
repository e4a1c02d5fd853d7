/** Where the crosses of predictors that blew up stand in a plot against time, and where their times are written. */
import { formatTime } from './formatNumber';
import type { Chart } from './kit/chart';
import type { InnerBox } from './kit/innerBox';
import { join } from './kit/join';
import { setAttributes, svgElement } from './kit/svgElement';
import { setMathText, textWidth } from './mathText';
import { applyHue } from './predictorStyle';
import type { AxisScale } from './axisScale';
import type { TimeSeries } from './timeSeries';

export interface Cross {
  readonly series: TimeSeries;
  readonly x: number;
  readonly y: number;
  /** The time of the blow-up, on this side of the cross and this much below its centre, px. */
  readonly label: string;
  readonly side: 'left' | 'right';
  readonly drop: number;
}

interface Box {
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

/** Half the cross and the gap to its label; the height that one line of text needs. */
const reach = 8;
const lineHeight = 15;
const furthestLine = 6;

/** Crosses at the time of the blow-up, within the plot; each label takes the nearest free line on the side that has room. */
export function placeCrosses(
  series: readonly TimeSeries[],
  x: AxisScale,
  y: AxisScale,
  inner: InnerBox,
): Cross[] {
  const bare = series
    .flatMap((one) => {
      if (one.divergedAt == null || !(one.divergedAt <= x.domain[1] && one.divergedAt >= x.domain[0]))
        return [];
      let last = Math.min(one.times.length, one.values.length) - 1;
      while (last > 0 && !Number.isFinite(one.values[last])) last--;
      const height = last >= 0 ? Math.max(6, Math.min(inner.height - 6, y.position(one.values[last]))) : 6;
      return [{ series: one, x: x.position(one.divergedAt), y: height }];
    })
    .sort((a, b) => a.x - b.x);
  const taken: Box[] = bare.map((cross) => ({ from: cross.x - 6, to: cross.x + 6, y: cross.y }));
  return bare.map((cross, own) => {
    const label = formatTime(cross.series.divergedAt ?? 0);
    const width = textWidth(label) + 2;
    const box = (side: 'left' | 'right', drop: number): Box => ({
      from: side === 'right' ? cross.x + reach : cross.x - reach - width,
      to: side === 'right' ? cross.x + reach + width : cross.x - reach,
      y: cross.y + drop,
    });
    const free = (candidate: Box): boolean =>
      candidate.from >= 0 &&
      candidate.to <= inner.width + 12 &&
      candidate.y <= inner.height - 6 &&
      taken.every(
        (other, index) =>
          index === own ||
          candidate.to < other.from ||
          candidate.from > other.to ||
          Math.abs(candidate.y - other.y) >= lineHeight,
      );
    const places = Array.from({ length: furthestLine }, (_, line) => line * lineHeight).flatMap((drop) => [
      { side: 'right' as const, drop },
      { side: 'left' as const, drop },
    ]);
    const place = places.find(({ side, drop }) => free(box(side, drop))) ?? places[1];
    taken.push(box(place.side, place.drop));
    return { ...cross, label, ...place };
  });
}

/** Draws them into `group`, each in its own colour with its time beside it. */
export function drawCrosses(group: SVGGElement, series: readonly TimeSeries[], { x, y, inner }: Chart): void {
  join(
    group,
    placeCrosses(series, x, y, inner),
    (cross) => cross.series.key,
    () => {
      const mark = svgElement('g');
      const d = 'M-4,-4 L4,4 M-4,4 L4,-4';
      svgElement('path', { class: 'plot-line plot-cross', d, 'stroke-width': 2 }, mark);
      svgElement('text', { class: 'plot-hued-text plot-halo' }, mark);
      return mark;
    },
    (mark, cross) => {
      applyHue(mark, cross.series.hue);
      setAttributes(mark, { transform: `translate(${cross.x.toFixed(1)},${cross.y.toFixed(1)})` });
      const text = mark.lastElementChild as SVGTextElement;
      const right = cross.side === 'right';
      setAttributes(text, { x: right ? 8 : -8, y: 4 + cross.drop, 'text-anchor': right ? 'start' : 'end' });
      setMathText(text, cross.label);
    },
  );
}

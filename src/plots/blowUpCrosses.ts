/** Where the crosses of predictors that blew up stand in a plot against time, so that no two times cover each other. */
import type { InnerBox } from './plotFrame';
import type { AxisScale } from './timeScale';
import type { TimeSeries } from './timeSeries';

export interface Cross {
  readonly series: TimeSeries;
  readonly x: number;
  readonly y: number;
  readonly side: 'left' | 'right';
}

/** A cross with its time takes about this much room, px. */
const crossRoom = 44;

/** Where the crosses stand: at the time of the blow-up, within the plot; each time is written on the side where nothing else is. */
export function placeCrosses(
  series: readonly TimeSeries[],
  x: AxisScale,
  y: AxisScale,
  inner: InnerBox,
): Cross[] {
  const crosses: Cross[] = [];
  for (const one of series) {
    if (one.divergedAt == null || one.divergedAt > x.domain[1] || one.divergedAt < x.domain[0]) continue;
    let last = Math.min(one.times.length, one.values.length) - 1;
    while (last > 0 && !Number.isFinite(one.values[last])) last--;
    const height = last >= 0 ? Math.min(inner.height - 6, Math.max(6, y.position(one.values[last]))) : 6;
    crosses.push({ series: one, x: x.position(one.divergedAt), y: height, side: 'right' });
  }
  crosses.sort((a, b) => a.x - b.x);
  const placed: Cross[] = [];
  crosses.forEach((cross, index) => {
    const nextX = crosses[index + 1]?.x ?? Infinity;
    const side = cross.x + crossRoom > Math.min(nextX, inner.width + 10) && index === 0 ? 'left' : 'right';
    let height = cross.y;
    const above = placed.filter((other) => cross.x - other.x < 2 * crossRoom);
    const hits = (): boolean =>
      above.some((other) => {
        const otherFrom = other.side === 'left' ? other.x - crossRoom : other.x - 6;
        const otherTo = other.side === 'left' ? other.x + 6 : other.x + crossRoom;
        const from = cross.x - 6;
        return from < otherTo && cross.x + crossRoom > otherFrom && Math.abs(other.y - height) < 15;
      });
    while (hits() && height < inner.height - 20) height += 15;
    placed.push({ ...cross, y: height, side: cross.x + crossRoom > inner.width + 12 ? 'left' : side });
  });
  return placed;
}

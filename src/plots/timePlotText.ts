/** A time plot for those who do not see it: a sentence with each value, and the table of all records. */
import { formatNumber, formatTime } from './formatNumber';
import { plainMathText } from './mathText';
import type { PlotTable } from './plot';
import type { TimePlotData } from './timePlot';
import { valueAt } from './valueAt';

/** Text alternative: each series' value at time t, and what blew up. */
export function summariseTimePlot(data: TimePlotData, time: number): string {
  const head = `${data.title}: ${plainMathText(data.yTitle)} against time.`;
  if (data.series.length === 0) return `${head} Nothing is drawn.`;
  const values = data.series.map((one) => {
    if (one.divergedAt != null && time >= one.divergedAt)
      return `${plainMathText(one.label)} blew up at t = ${formatTime(one.divergedAt)}`;
    const value = valueAt(one.times, one.values, time);
    const end = one.divergedAt != null ? ` (blows up at t = ${formatTime(one.divergedAt)})` : '';
    return `${plainMathText(one.label)} ${value === null ? 'not known' : formatNumber(value)}${end}`;
  });
  return `${head} At t = ${formatTime(time)}: ${values.join('; ')}.`;
}

/** One row per time that any series records, one column per series. */
export function tabulateTimePlot(data: TimePlotData): PlotTable {
  const columns = ['t', ...data.series.map((one) => plainMathText(one.label))];
  const shared = data.series.every((one) => one.times === data.series[0]?.times);
  const times = shared
    ? [...(data.series[0]?.times ?? [])]
    : [...new Set(data.series.flatMap((one) => [...one.times]))].sort((a, b) => a - b);
  const places = shared
    ? null
    : data.series.map(
        (one) => new Map(Array.from(one.times, (time, index): [number, number] => [time, index])),
      );
  const rows = times.map((time, row) => [
    time,
    ...data.series.map((one, column) => {
      const index = places === null ? row : places[column].get(time);
      const value = index === undefined ? undefined : one.values[index];
      return value !== undefined && Number.isFinite(value) ? value : null;
    }),
  ]);
  return { caption: `${data.title}: ${plainMathText(data.yTitle)} against time`, columns, rows };
}

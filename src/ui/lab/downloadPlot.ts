/** A plot as a file. */
import type { PlotTable } from '../../plots/plot';
import { downloadText } from '../shell/downloadText';

export type PlotFormat = 'png' | 'svg' | 'csv';

export async function downloadPlot(
  title: string,
  format: PlotFormat,
  node: HTMLElement | null,
  table: PlotTable | null,
): Promise<void> {
  const name = `${title.toLowerCase().replaceAll(' ', '-')}.${format}`;
  if (format === 'csv' && table) {
    const lines = [table.columns, ...table.rows].map((row) => row.map((v) => v ?? '').join(','));
    downloadText(name, `${lines.join('\n')}\n`, 'text/csv');
  }
  void node;
}

/** A plot as a file. The writers are loaded with the first download. */
import type { PlotTable } from '../../plots/plot';

export type PlotFormat = 'png' | 'svg' | 'csv';

export async function downloadPlot(
  { title, time }: { readonly title: string; readonly time: number | null },
  format: PlotFormat,
  node: HTMLElement | null,
  table: PlotTable | null,
): Promise<void> {
  const [{ fileName }, { downloadBlob, downloadText }] = await Promise.all([
    import('../../export/fileName'),
    import('../../export/downloadBlob'),
  ]);
  const name = fileName(title, time, format);
  if (format === 'csv') {
    const { toCsv } = await import('../../export/toCsv');
    if (table) downloadText(toCsv(table), 'text/csv', name);
  } else if (node && format === 'svg') {
    const [{ toSvg }, { embedFonts }] = await Promise.all([
      import('../../export/toSvg'),
      import('../../export/embedFonts'),
    ]);
    downloadText(await embedFonts(toSvg(node, { title })), 'image/svg+xml', name);
  } else if (node) {
    const { toPng } = await import('../../export/toPng');
    downloadBlob(await toPng(node, 2, { title }), name);
  }
}

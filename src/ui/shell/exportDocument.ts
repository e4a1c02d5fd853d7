/** The experiment as a file. The writers are loaded with the first export. */
import { formatCsv } from '../../protocol/csv';
import { experimentStore } from '../../state/experimentStore';
import { recordedPredictors } from '../../state/recordedPredictors';
import { runStore } from '../../state/runStore';
import { presentPoints } from '../controls/editPoints';

export type DocumentFormat = 'spec' | 'run' | 'kernels' | 'points';

export async function exportDocument(format: DocumentFormat): Promise<void> {
  const { downloadText } = await import('../../export/downloadBlob');
  switch (format) {
    case 'spec': {
      const text = JSON.stringify({ v: 1, ...experimentStore.getState().spec }, null, 2);
      return downloadText(`${text}\n`, 'application/json', 'kernel-drift-experiment.json');
    }
    case 'points': {
      const points = presentPoints();
      if (!points) return;
      return downloadText(formatCsv(points), 'text/csv', 'kernel-drift-points.csv');
    }
    case 'run':
    case 'kernels': {
      const text = await runText(format === 'kernels');
      if (text) downloadText(text, 'application/json', 'kernel-drift-run.json');
      return;
    }
    default:
      format satisfies never;
  }
}

async function runText(withKernels: boolean): Promise<string | null> {
  const { run } = runStore.getState();
  if (!run) return null;
  const { runDocument } = await import('../../protocol/runDocument');
  return JSON.stringify(runDocument(run.header, recordedPredictors(run), withKernels));
}

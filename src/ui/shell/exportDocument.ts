/** The experiment as a file. The writers are loaded with the first export. */
import { formatCsv } from '../../protocol/csv';
import { predictorNames } from '../../protocol/predictors';
import type { PredictorName } from '../../protocol/experimentSpec';
import { experimentStore } from '../../state/experimentStore';
import { recordedFrames } from '../../state/predictorSeries';
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
  const { runJson } = await import('../../export/runJson');
  const predictors = new Map(
    predictorNames.flatMap((name: PredictorName) => {
      const series = run.series[name];
      return series
        ? [[name, { frames: [recordedFrames(series)], status: run.statuses[name] ?? null }] as const]
        : [];
    }),
  );
  return runJson(run.header, predictors, withKernels);
}

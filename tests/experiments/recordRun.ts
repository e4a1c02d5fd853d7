/** One run of an experiment as its check reads it, computed here and now. */
import type { RunNumbers } from '../../src/experiments/experiment';
import { runExperiment } from '../../src/engine/run/runExperiment';
import type { Backend } from '../../src/engine/tensor/backend';
import type { ExperimentSpec } from '../../src/protocol/experimentSpec';
import type { RunHeader } from '../../src/protocol/run';
import { appendFrames } from '../../src/state/predictorSeries';

type Series = { -readonly [K in keyof RunNumbers['series']]: RunNumbers['series'][K] };

export async function recordRun(spec: ExperimentSpec, backend: Backend): Promise<RunNumbers> {
  let header: RunHeader | null = null;
  const series: Series = {};
  const choice = { backend: 'float64', adapter: backend.adapter, precision: 0, reason: 'a test' } as const;
  await runExperiment(
    spec,
    { backend, float64: backend, choice, clock: { now: () => 0 } },
    {
      predictors: spec.predictors,
      emit: (event) => {
        if (event.kind === 'header') header = event.header;
        else if (event.kind === 'frames' && header) {
          const { frames } = event;
          series[frames.predictor] = appendFrames(
            series[frames.predictor] as Parameters<typeof appendFrames>[0],
            frames,
            header,
          );
        }
        return Promise.resolve();
      },
    },
  );
  if (!header) throw new Error('the run sent no header');
  return { header, series };
}

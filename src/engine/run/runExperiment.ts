/**
 * One run: the network first, then every theory asked for, each through all recorded times. The same function serves
 * the worker and the command line; it knows nothing of where its events go.
 */
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import type { PredictorName } from '../../protocol/predictors';
import type { Checkpoint, EngineProblem, RunEvent, RunHeader } from '../../protocol/run';
import { parameterCount } from '../../theory/network/parameterCount';
import { makeSetup, type Setup } from '../predictors/setup';
import { problemFrom } from '../work/engineError';
import { noPause, type Pause, Cancelled } from '../work/pause';
import { recordedTimes, snapToSteps } from './recordedTimes';
import { runPredictor } from './runPredictor';

import { Checkpoints } from './checkpoints';
import { gpuFailure } from './gpuFailure';
import { PredictorBuilder } from './predictorBuilder';
import { Progress } from './progress';
import type { Resources } from '../work/resources';

export interface RunOptions {
  /** In the order in which they are computed. */
  readonly predictors: readonly PredictorName[];
  /** Times asked for; the page's own when absent. Particles are evaluated at exactly these. */
  readonly times?: readonly number[];
  /** The network goes on from here; its earlier records are known already. */
  readonly from?: Checkpoint;
  readonly emit: (event: RunEvent) => Promise<void>;
  readonly pause?: Pause;
}

export async function runExperiment(
  spec: ExperimentSpec,
  means: Resources,
  { predictors, times: asked, from, emit, pause = noPause }: RunOptions,
): Promise<void> {
  const problem = makeSetup(spec);
  const times = asked ? timesAsked(spec, asked) : recordedTimes(spec);
  const builder = new PredictorBuilder(problem, means, times, asked !== undefined, pause, from);
  try {
    await emit({ kind: 'header', header: header(spec, problem, means, times, predictors) });
    if (asked === undefined && times.length === 1 && spec.optimizer !== 'flow')
      await emit({ kind: 'notice', problem: noStep(spec) });
    const checkpoints = new Checkpoints(means.clock, emit);
    const progress = new Progress(predictors.length * times.length, means.clock, emit);
    for (const [i, name] of predictors.entries()) {
      const start = means.clock.now();
      try {
        const predictor = await builder.build(name);
        try {
          await runPredictor(
            predictor,
            {
              times,
              y: problem.data.y,
              n: problem.data.n,
              lazyFactor: problem.definition.lazyFactor,
              emit,
              pause,
              clock: means.clock,
              ...(await builder.origin(name)),
              advanced: async (k, sent) => {
                // What lies before a checkpoint is not computed again: it must be known.
                if (name === 'nn' && sent) await checkpoints.after(k, (index) => builder.checkpoint(index));
                await progress.report(i * times.length + k + 1);
              },
            },
            means.clock.now() - start,
          );
        } finally {
          builder.release(predictor);
        }
      } catch (thrown) {
        if (thrown instanceof Cancelled) throw thrown;
        const lost = gpuFailure(means.backend, thrown);
        if (lost) throw lost;
        await emit(refused(name, thrown, means.clock.now() - start));
      }
    }
  } finally {
    builder.close();
  }
  await emit({ kind: 'done' });
}

function header(
  spec: ExperimentSpec,
  problem: Setup,
  { choice }: Resources,
  times: Float64Array,
  predictors: readonly PredictorName[],
): RunHeader {
  const { data, definition, alpha } = problem;
  return {
    spec,
    engine: choice,
    predictors,
    x: data.x.slice(),
    y: data.y.slice(),
    xProbe: data.xProbe.slice(),
    n: data.n,
    d: data.d,
    p: data.p,
    axis: { kind: data.axis.kind, probe: data.axis.probe.slice(), train: data.axis.train.slice() },
    times: times.slice(),
    parameterCount: parameterCount(definition),
    alpha,
    lazyFactor: definition.lazyFactor,
  };
}

function noStep({ lr, horizon }: ExperimentSpec): EngineProblem {
  return {
    name: 'NoStep',
    message: `horizon must be at least one step of the learning rate, ${lr}, got ${horizon}: nothing moves; raise the horizon or lower the learning rate.`,
    field: 'horizon',
  };
}

/** The asked times as the run can record them: whole steps for optimisers that step. */
function timesAsked(spec: ExperimentSpec, times: readonly number[]): Float64Array {
  const ascending = [...times].sort((a, b) => a - b);
  return spec.optimizer === 'flow' ? Float64Array.from(ascending) : snapToSteps(ascending, spec.lr);
}

function refused(predictor: PredictorName, thrown: unknown, milliseconds: number): RunEvent {
  return {
    kind: 'status',
    status: {
      predictor,
      state: 'refused',
      milliseconds,
      divergedAt: null,
      message: problemFrom(thrown).message,
      assumptions: [],
    },
  };
}

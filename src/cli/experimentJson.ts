/** The JSON object of the `experiment` program: a run's result with nothing rounded. */
import type { ExperimentSpec, PredictorName } from '../protocol/experimentSpec';
import type { PredictorFrames, PredictorStatus, RunEvent, RunHeader } from '../protocol/run';
import type { InfiniteKernels } from '../theory/infiniteWidth/infiniteKernels';
import { createFloat64Backend } from '../engine/float64/float64Backend';
import { hierarchyKernels } from '../engine/jets/hierarchyKernels';
import { initialWeights } from '../engine/network/drawWeights';
import { uploadState } from '../engine/network/networkState';
import { kernelsAtInfinity, representable } from '../engine/predictors/linearPredictor';
import { makeProblem, type Problem } from '../engine/predictors/problem';
import { EngineError } from '../engine/work/engineError';
import { noPause } from '../engine/work/pause';
import { runExperiment } from '../engine/run/runExperiment';
import type { Backend } from '../engine/tensor/backend';
import type { ExperimentOutput } from './experimentArguments';
import { finite, nest, type Nested } from './nest';
import { UsageError } from './program';

export async function experimentJson(
  spec: ExperimentSpec,
  times: readonly number[],
  outputs: ReadonlySet<ExperimentOutput>,
): Promise<Record<string, unknown>> {
  const backend = await createFloat64Backend();
  const run = new Collector();
  const choice = {
    backend: 'float64',
    adapter: backend.adapter,
    precision: 0,
    reason: 'the command line computes in double precision',
  } as const;
  await runExperiment(
    spec,
    { backend, float64: backend, choice, clock: { now: () => performance.now() } },
    { predictors: spec.predictors, times, emit: run.receive },
  );
  const header = run.header;
  const problem = makeProblem(spec);
  return {
    spec,
    engine: { backend: choice.backend, precision: choice.precision },
    x: nest(header.x, [header.n, header.d]),
    y: nest(header.y, [header.n]),
    xProbe: nest(header.xProbe, [header.p, header.d]),
    times: [...header.times],
    predictors: Object.fromEntries(
      spec.predictors.map((name) => [name, run.predictor(name, outputs.has('kernels'))]),
    ),
    ...(await hierarchy(backend, problem, outputs)),
    ...(outputs.has('weights') ? { weights: weightsJson(problem) } : {}),
    ...(outputs.has('infinite') ? { infinite: await infiniteJson(problem) } : {}),
  };
}

/** Frames and statuses of a run, by predictor. */
class Collector {
  private seen: RunHeader | null = null;
  private readonly frames = new Map<PredictorName, PredictorFrames[]>();
  private readonly statuses = new Map<PredictorName, PredictorStatus>();

  get header(): RunHeader {
    if (this.seen === null) throw new Error('the run said nothing');
    return this.seen;
  }

  readonly receive = (event: RunEvent): Promise<void> => {
    if (event.kind === 'header') this.seen = event.header;
    if (event.kind === 'status') this.statuses.set(event.status.predictor, event.status);
    if (event.kind === 'frames') {
      const { predictor } = event.frames;
      this.frames.set(predictor, [...(this.frames.get(predictor) ?? []), event.frames]);
    }
    return Promise.resolve();
  };

  predictor(name: PredictorName, kernels: boolean): Record<string, unknown> {
    const { n, p, times } = this.header;
    const status = this.statuses.get(name);
    const rows = (column: keyof PredictorFrames, shape: readonly number[]) =>
      this.rows(name, column, shape, times.length);
    const optional = (key: string, column: keyof PredictorFrames, shape: readonly number[]) =>
      this.frames.get(name)?.some((f) => f[column] !== undefined) ? { [key]: rows(column, shape) } : {};
    return {
      train: rows('train', [n]),
      probe: rows('probe', [p]),
      loss: rows('loss', []),
      ...optional('trainVariance', 'trainVariance', [n]),
      ...optional('probeVariance', 'probeVariance', [p]),
      ...optional('probeError', 'probeError', [p]),
      ...(kernels ? optional('kernel', 'kernel', [n, n]) : {}),
      divergedAt: status?.divergedAt ?? null,
      ...(status?.state === 'refused' ? { refused: status.message } : {}),
    };
  }

  /** One entry per recorded time; null where the predictor says nothing. */
  private rows(
    name: PredictorName,
    column: keyof PredictorFrames,
    shape: readonly number[],
    count: number,
  ): Nested[] {
    const size = shape.reduce((product, s) => product * s, 1);
    const all: Nested[] = new Array<Nested>(count).fill(null);
    for (const frames of this.frames.get(name) ?? []) {
      const values = frames[column];
      if (!(values instanceof Float64Array)) continue;
      for (let f = 0; f < frames.count; f++) {
        const row = values.subarray(f * size, (f + 1) * size);
        if (shape.length === 0) all[frames.first + f] = finite(row[0]);
        else if (row.every((value) => !Number.isNaN(value))) all[frames.first + f] = nest(row, shape);
      }
    }
    return all;
  }
}

async function hierarchy(
  backend: Backend,
  problem: Problem,
  outputs: ReadonlySet<ExperimentOutput>,
): Promise<Record<string, unknown>> {
  const orders = ([3, 4, 5] as const).filter((order) => outputs.has(`k${order}`));
  if (orders.length === 0) return {};
  const { definition, data, spec } = problem;
  const state = uploadState(backend, definition, initialWeights(definition.parametrisation, spec.seed));
  const highest = orders[orders.length - 1];
  const { kernels } = await hierarchyKernels(backend, definition, state, data.x, data.n, highest);
  return Object.fromEntries(
    orders.map((order) => [`k${order}`, nest(kernels[order - 2], new Array<number>(order).fill(data.n))]),
  );
}

function weightsJson({ definition, spec }: Problem): Record<string, unknown> {
  const { weights, biases } = initialWeights(definition.parametrisation, spec.seed);
  const output = definition.depth;
  const entries: [string, unknown][] = weights.map((values, l) => {
    const { fanIn, fanOut } = definition.layers[l];
    return l === output ? ['a', nest(values, [fanIn])] : [`W${l + 1}`, nest(values, [fanIn, fanOut])];
  });
  biases.forEach((values, l) => {
    if (values) entries.push([l === output ? 'bOut' : `b${l + 1}`, nest(values, [values.length])]);
  });
  return Object.fromEntries(entries);
}

async function infiniteJson(problem: Problem): Promise<Record<string, unknown>> {
  const { n, p } = problem.data;
  const kernels = printable(await kernelsAtInfinity(problem, noPause), problem);
  return {
    nngp: nest(kernels.nngp, [n, n]),
    ntk: nest(kernels.ntk, [n, n]),
    nngpProbe: nest(kernels.nngpProbe, [p, n]),
    ntkProbe: nest(kernels.ntkProbe, [p, n]),
    nngpProbeDiag: nest(kernels.nngpProbeDiag, [p]),
  };
}

function printable(kernels: InfiniteKernels, { spec }: Problem): InfiniteKernels {
  try {
    return representable(kernels, spec, 'both');
  } catch (thrown) {
    throw thrown instanceof EngineError ? new UsageError(thrown.message) : thrown;
  }
}

/** The JSON object of the `experiment` program: a run's result with nothing rounded. */
import type { ExperimentSpec, PredictorName } from '../protocol/experimentSpec';
import type { PredictorFrames, PredictorStatus, RunEvent, RunHeader } from '../protocol/run';
import { nest } from '../protocol/nest';
import { runDocument, type RunDocument } from '../protocol/runDocument';
import type { InfiniteKernels } from '../theory/infiniteWidth/infiniteKernels';
import { createFloat64Backend } from '../engine/float64/float64Backend';
import { hierarchyKernels } from '../engine/jets/hierarchyKernels';
import { initialWeights } from '../engine/network/drawWeights';
import { uploadState } from '../engine/network/networkState';
import { kernelsAtInfinity, representable } from '../engine/predictors/kernelsAtInfinity';
import { makeSetup, type Setup } from '../engine/predictors/setup';
import { EngineError } from '../engine/work/engineError';
import { noPause } from '../engine/work/pause';
import { createAskHere } from '../engine/tasks/askHere';
import type { ExperimentOutput } from './experimentArguments';
import { UsageError } from './program';

export async function experimentJson(
  spec: ExperimentSpec,
  times: readonly number[],
  outputs: ReadonlySet<ExperimentOutput>,
): Promise<Record<string, unknown>> {
  const run = new Collector();
  await createAskHere()('run', { spec, predictors: spec.predictors, times }, { onEvent: run.receive });
  const problem = makeSetup(spec);
  return {
    ...run.document(outputs.has('kernels')),
    ...(await hierarchy(problem, outputs)),
    ...(outputs.has('weights') ? { weights: weightsJson(problem) } : {}),
    ...(outputs.has('infinite') ? { infinite: await infiniteJson(problem) } : {}),
  };
}

/** Frames and statuses of a run, by predictor. */
class Collector {
  private header: RunHeader | null = null;
  private readonly frames = new Map<PredictorName, PredictorFrames[]>();
  private readonly statuses = new Map<PredictorName, PredictorStatus>();

  readonly receive = (event: RunEvent): Promise<void> => {
    if (event.kind === 'header') this.header = event.header;
    if (event.kind === 'status') this.statuses.set(event.status.predictor, event.status);
    if (event.kind === 'frames') {
      const { predictor } = event.frames;
      this.frames.set(predictor, [...(this.frames.get(predictor) ?? []), event.frames]);
    }
    return Promise.resolve();
  };

  document(kernels: boolean): RunDocument {
    if (this.header === null) throw new Error('the run said nothing');
    const recorded = this.header.spec.predictors.map(
      (name) =>
        [name, { frames: this.frames.get(name) ?? [], status: this.statuses.get(name) ?? null }] as const,
    );
    return runDocument(this.header, new Map(recorded), kernels);
  }
}

async function hierarchy(
  problem: Setup,
  outputs: ReadonlySet<ExperimentOutput>,
): Promise<Record<string, unknown>> {
  const orders = ([3, 4, 5] as const).filter((order) => outputs.has(`k${order}`));
  if (orders.length === 0) return {};
  const { definition, data, spec } = problem;
  const backend = await createFloat64Backend();
  const state = uploadState(backend, definition, initialWeights(definition.parametrisation, spec.seed));
  const highest = orders[orders.length - 1];
  const { kernels } = await hierarchyKernels(backend, definition, state, data.x, data.n, highest);
  return Object.fromEntries(
    orders.map((order) => [`k${order}`, nest(kernels[order - 2], new Array<number>(order).fill(data.n))]),
  );
}

function weightsJson({ definition, spec }: Setup): Record<string, unknown> {
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

/** Σ is that of α = √m whatever the clock, Θ that of the run's clock (Mathematics §4). */
async function infiniteJson(problem: Setup): Promise<Record<string, unknown>> {
  const { data, spec, alpha } = problem;
  const { n, p } = data;
  const kernels = printable(await kernelsAtInfinity(problem, noPause), problem);
  // Kernels carry the lazy factor m/α², but under FDZ's rules, which switch lazy time off.
  const toRoot = spec.preset === 'fang' && spec.lrRule !== 'lazy' ? spec.width / (alpha * alpha) : 1;
  const sigma = (values: Float64Array): Float64Array => values.map((value) => value * toRoot);
  return {
    nngp: nest(sigma(kernels.nngp), [n, n]),
    ntk: nest(kernels.ntk, [n, n]),
    nngpProbe: nest(sigma(kernels.nngpProbe), [p, n]),
    ntkProbe: nest(kernels.ntkProbe, [p, n]),
    nngpProbeDiag: nest(sigma(kernels.nngpProbeDiag), [p]),
  };
}

function printable(kernels: InfiniteKernels, { spec }: Setup): InfiniteKernels {
  try {
    return representable(kernels, spec, 'both');
  } catch (thrown) {
    throw thrown instanceof EngineError ? new UsageError(thrown.message) : thrown;
  }
}

/** The infinitely wide network of a spec: Gaussian over initialisations at every time, with a kernel that does not move (MATH §4). */
import { thinnedIndices, type LimitAnswer, type LimitRequest } from '../../protocol/ensemble';
import { slicePath } from '../../theory/data/slicePath';
import { LinearModel } from '../../theory/linearised/linearModel';
import { kernelsAtInfinity } from '../predictors/kernelsAtInfinity';
import { linearTraining } from '../predictors/linearPredictor';
import { atOwnScale, outputCovariance } from '../predictors/outputCovariance';
import { makeSetup, type Setup } from '../predictors/setup';
import { EngineError } from '../work/engineError';
import type { Pause } from '../work/pause';
import { ensembleTimes } from './ensembleTimes';

export async function limit(request: LimitRequest, pause: Pause): Promise<LimitAnswer> {
  const { spec, covariancePoints = 0, slice } = request;
  if (spec.loss !== 'square')
    throw new EngineError(
      'SquareLossOnly',
      `the limit is Gaussian at every time for the square loss alone, got ${spec.loss}; use the square loss.`,
      'loss',
    );
  const problem = makeSetup(spec);
  const { data, definition } = problem;
  const { n, p, d } = data;
  const kernels = await kernelsAtInfinity(problem, pause);
  const model = new LinearModel({ kernel: kernels.ntk, kernelProbe: kernels.ntkProbe, y: data.y });
  const training = linearTraining(problem);
  const covarianceProbe = thinnedIndices(p, covariancePoints);
  const times = ensembleTimes(spec, request.times);
  const initial = model.initialCovariance(outputCovariance(problem, kernels));
  const between = definition.centred
    ? null
    : atOwnScale(problem, await covarianceAmong(problem, covarianceProbe, pause));
  const count = covarianceProbe.length;
  const train = new Float64Array(times.length * n);
  const probe = new Float64Array(times.length * p);
  const probeVariance = new Float64Array(times.length * p);
  const covariance = new Float64Array(times.length * count * count);
  for (const [k, t] of times.entries()) {
    const mean = model.outputs(training, t);
    train.set(mean.train, k * n);
    probe.set(mean.probe, k * p);
    if (between === null) continue;
    probeVariance.set(model.variance(training, t, initial).probe, k * p);
    covariance.set(model.covariance(training, t, initial, covarianceProbe, between), k * count * count);
    const wait = pause();
    if (wait) await wait;
  }
  return {
    n,
    d,
    p,
    x: data.x.slice(),
    y: data.y.slice(),
    xProbe: data.xProbe.slice(),
    axis: { kind: data.axis.kind, probe: data.axis.probe.slice(), train: data.axis.train.slice() },
    times,
    train,
    probe,
    probeVariance,
    covarianceProbe,
    covariance,
    kernel: kernels.ntk.slice(),
    slice: slice ? await limitSlice(problem, slice, pause) : new Float64Array(0),
    eigenvalues: model.eigenvalues.slice(),
    components: model.components.slice(),
  };
}

/** Σ between the chosen probe points, [c, c]. */
async function covarianceAmong(
  problem: Setup,
  chosen: readonly number[],
  pause: Pause,
): Promise<Float64Array> {
  const { data } = problem;
  const x = Float64Array.from(chosen.flatMap((i) => [...data.xProbe.subarray(i * data.d, (i + 1) * data.d)]));
  return chosen.length === 0
    ? new Float64Array(0)
    : (await kernelsOn(problem, x, new Float64Array(0), pause)).nngp;
}

/** Θ(x₀, x) along the path. [q] */
async function limitSlice(
  problem: Setup,
  slice: NonNullable<LimitRequest['slice']>,
  pause: Pause,
): Promise<Float64Array> {
  const { d } = problem.data;
  const { from, along } = slicePath(d, slice.radius ?? Math.sqrt(d), slice.places);
  return (await kernelsOn(problem, from, along, pause)).ntkProbe;
}

function kernelsOn(
  problem: Setup,
  x: Float64Array,
  xProbe: Float64Array,
  pause: Pause,
): ReturnType<typeof kernelsAtInfinity> {
  return kernelsAtInfinity({ ...problem, data: { ...problem.data, x, xProbe } }, pause);
}

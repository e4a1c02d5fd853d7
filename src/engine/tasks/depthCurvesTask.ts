import type { ConditioningCurve, CorrelationDecay, CorrelationMapCurve } from '../../protocol/depth';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { averageKernels, kernelFamilies, type DeepPair } from '../../theory/edgeOfChaos/averageKernels';
import { CorrelationMap } from '../../theory/edgeOfChaos/correlationMap';
import { depthRows, startOfDepth } from '../../theory/edgeOfChaos/depthRows';
import { conditioning, kernelsByDepth } from '../../theory/edgeOfChaos/kernelsByDepth';
import { chaoticGap, phaseOf } from '../../theory/edgeOfChaos/phasePoint';
import { power } from '../../theory/infiniteWidth/units';
import { experimentData } from '../data';
import { EngineError } from '../work/engineError';
import { rest } from '../work/pause';
import type { TaskHandler } from './taskHandler';

/**
 * Where curves end: the pairs of the convolution and of the training inputs go through a quadrature a layer. ResNets have an average kernel for
 * activations with closed forms only.
 */
const deepest = {
  dense: 10_000,
  convolution: 300,
  resnet: 10_000,
  scaled: 10_000,
  conditioning: 300,
} as const;
/** Inputs whose spectrum is taken: enough to see it fall, few enough for every depth. */
const mostPoints = 32;

export const depthCurvesTask: TaskHandler<'depthCurves'> = async (request, _means, { emit, pause }) => {
  const { spec, layers, c0 } = request;
  const { activation, activationParam: param, sigmaW, sigmaB } = spec;
  const start = startOfDepth(activation, param, sigmaW, sigmaB);
  if (start === null)
    throw new EngineError(
      'Diverges',
      `sigmaW must be such that the variance converges (sigmaB ${sigmaB}), got ${sigmaW}; use a smaller one.`,
      'sigmaW',
    );
  const pair: DeepPair = { activation, param, sigmaW, sigmaB, c0, start };
  await emit(correlationMap(pair));
  await emit(correlationDecay(pair, layers));
  for (const family of kernelFamilies) {
    const work = averageKernels(pair, family, spacedDepths(Math.min(layers, deepest[family])));
    for (;;) {
      const piece = work.next();
      if (piece.done) {
        if (piece.value) await emit({ kind: 'average', ...piece.value });
        break;
      }
      await rest(pause);
    }
  }
  const depths = spacedDepths(Math.min(layers, deepest.conditioning));
  const curve = emptyConditioning(spec, depths);
  const { x, d } = firstInputs(spec);
  let at = 0;
  for (const kernel of kernelsByDepth({ ...pair, residual: spec.residual, x, d }, depths)) {
    await rest(pause);
    if (kernel === null) continue;
    const { smallest, largest, condition, exponent } = conditioning(kernel);
    curve.smallest[at] = smallest * power(exponent);
    curve.largest[at] = largest * power(exponent);
    curve.condition[at++] = condition;
  }
  await emit(curve);
  return null;
};

/** About 12 depths a decade from 2 to the last, each once. */
function spacedDepths(last: number): number[] {
  const depths = new Set<number>();
  for (let L = 2; L < last; L *= 1.21) depths.add(Math.round(L));
  depths.add(last);
  return [...depths];
}

const mapPoints = 101;
const mostSteps = 60;

function correlationMap({ activation, param, sigmaW, sigmaB, start, c0 }: DeepPair): CorrelationMapCurve {
  const map = new CorrelationMap(activation, param, sigmaW, sigmaB, start.q);
  const c = Float64Array.from({ length: mapPoints }, (_, i) => i / (mapPoints - 1));
  const steps = [c0];
  for (let gap = 1 - c0; steps.length < mostSteps;) {
    gap = map.at(gap).gap;
    steps.push(1 - gap);
  }
  const chi = map.at(0).derivative;
  return {
    kind: 'map',
    q: start.q,
    chi,
    c,
    f: c.map((value) => 1 - map.at(1 - value).gap),
    steps: Float64Array.from(steps),
    // Without biases a homogeneous activation's map does not depend on σ_w, and ends at 1.
    fixed: phaseOf(chi) === 'chaotic' && start.gain === 1 ? 1 - chaoticGap(map) : 1,
  };
}

function correlationDecay(pair: DeepPair, last: number): CorrelationDecay {
  const { activation, param, sigmaW, sigmaB, start, c0 } = pair;
  const layers = [1, ...spacedDepths(last)];
  const correlation = new Float64Array(layers.length);
  const gap = new Float64Array(layers.length);
  let at = 0;
  for (const row of depthRows(activation, param, sigmaW, sigmaB, start, c0)) {
    if (row.l === layers[at]) {
      correlation[at] = row.correlation;
      gap[at++] = row.gap;
    }
    if (at === layers.length) break;
  }
  return { kind: 'decay', layers: Float64Array.from(layers), correlation, gap };
}

function firstInputs(spec: ExperimentSpec): { x: Float64Array; d: number; n: number } {
  const { x, n, d } = experimentData(spec);
  const count = Math.min(n, mostPoints);
  return { x: x.slice(0, count * d), d, n: count };
}

function emptyConditioning(spec: ExperimentSpec, depths: readonly number[]): ConditioningCurve {
  return {
    kind: 'conditioning',
    points: firstInputs(spec).n,
    depths: Float64Array.from(depths),
    smallest: new Float64Array(depths.length),
    largest: new Float64Array(depths.length),
    condition: new Float64Array(depths.length),
  };
}

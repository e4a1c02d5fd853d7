import type { ConvolutionAnswer, ConvolutionRequest } from '../../protocol/convolution';
import type { DepthEvent } from '../../protocol/depth';
import { convolutionCases, type ConvolutionCase } from '../convolutionCases';
import { averageOf, curveOf, deepSpec, depthCurves, errorLaw } from '../depthLaws';
import { edgeLabels, edges } from '../edges';
import { experiment } from '../experiment';
import { gradeOf, undecided, type FindingNumbers } from '../finding';
import { withError } from '../slopes';
import { startOfDepth } from '../../theory/edgeOfChaos/depthRows';
import { fitPowerLaw, type PowerLaw } from '../../theory/statistics/powerLaw';

const onEdge = ['relu', 'elu', 'tanh'] as const;
/**
 * Cosine of the angle between the two signals at each of four positions: all different, so that the taps have something to mix. Negative on
 * average, as is the correlation of the dense pair: no error passes through 0.
 */
const cosines = [-0.9, -0.8, -0.5, 0.2];
const c0 = -0.5;
/** HDR's L, the read-out included: the last decade to 300. */
const depths = [30, 42, 60, 85, 120, 170, 240, 300];

/** Closed forms here, sums over position pairs there: what float64 leaves of either. */
const agreement = 1e-11;

export const hdr6 = experiment({
  id: 'HDR6',
  title: 'Convolutional kernels near their limit at the rates of dense ones',
  source: 'HDR equation 11, Proposition 1, Theorem 1',
  spec: deepSpec(edges.elu),
  needs: {
    reference: convolutionCases.map((one) => ({ task: 'convolution' as const, request: requestOf(one) })),
    dense: onEdge.map((name) => depthCurves(deepSpec(edges[name]), depths[depths.length - 1], c0)),
    relu: kernelsByDepth('relu'),
    elu: kernelsByDepth('elu'),
    tanh: kernelsByDepth('tanh'),
  },
  lookFor:
    'First the kernels of small periodic networks against those of an independent implementation, both read-outs. Then the average kernel of a convolution ' +
    'with 4 positions and 3 taps against depth, on the edge of chaos: HDR state the dense network’s limit and its rate.',
  check({ reference, dense, ...convolution }) {
    const misses = reference.map((answer, k) => largestMiss(answer, convolutionCases[k]));
    const laws = onEdge.map((name, i) => compare(convolution[name], dense[i] ?? []));
    if (misses.length === 0 || laws.some((one) => one === null))
      return undecided('small convolutional kernels, and kernels by depth of ReLU, ELU and tanh');
    const known = laws as readonly Compared[];
    const worst = Math.max(...misses);
    const same = known.every((one) => Math.abs(one.dense.slope - one.convolution.slope) < 0.05);
    return {
      grade: gradeOf(worst <= agreement && same),
      because:
        `Σ and Θ of ${misses.length} networks are within ${worst.toExponential(0)} of the independent values, relative. Slopes of the error over the last decade ` +
        `to L = ${depths[depths.length - 1]}, convolutional and dense: ${onEdge
          .map(
            (name, i) =>
              `${edgeLabels[name]} ${withError(known[i].convolution)} and ${withError(known[i].dense)}`,
          )
          .join(', ')}.`,
      numbers: Object.assign(
        { worst },
        ...onEdge.map((name, i) => ({
          [`${name}.convolution.slope`]: known[i].convolution.slope,
          [`${name}.convolution.slopeError`]: known[i].convolution.standardError,
          [`${name}.dense.slope`]: known[i].dense.slope,
          [`${name}.error`]: known[i].errors,
        })),
        { L: depths },
      ) as FindingNumbers,
      plot: {
        title: 'Convolutional average kernel on the edge of chaos',
        xTitle: 'L',
        yTitle: '|K^L/L − limit|/limit',
        series: onEdge.map((name, i) => ({
          label: edgeLabels[name],
          x: depths,
          y: known[i].errors,
        })),
        guides: [{ label: '∝ L⁻¹', slope: -1 }],
      },
    };
  },
});

function requestOf({ x, activation, ...network }: ConvolutionCase): ConvolutionRequest {
  const { depth, halfWidth, readout, sigmaW, sigmaB } = network;
  return {
    network: { activation, param: 1, depth, halfWidth, readout, sigmaW, sigmaB },
    signals: {
      x: Float64Array.from(x.flat(2)),
      inputs: x.length,
      positions: x[0].length,
      channels: x[0][0].length,
    },
  };
}

/** Relative, over all entries of both kernels. */
function largestMiss(answer: ConvolutionAnswer, expected: ConvolutionCase): number {
  const of = (values: Float64Array, truth: readonly (readonly number[])[]): number =>
    Math.max(...truth.flat().map((value, i) => Math.abs(values[i] / value - 1)));
  return Math.max(of(answer.nngp, expected.nngp), of(answer.ntk, expected.ntk));
}

interface Compared {
  readonly errors: readonly number[];
  readonly convolution: PowerLaw;
  readonly dense: PowerLaw;
}

/** |K^L/(L q limit) − 1| of the convolution, with the limit and q of its dense twin, and both power laws. */
function compare(kernels: readonly ConvolutionAnswer[], events: readonly DepthEvent[]): Compared | null {
  const [curve, map] = [averageOf(events, 'dense'), curveOf(events, 'map')];
  if (!curve || !map || kernels.length < depths.length) return null;
  const errors = kernels.map(({ ntk }, k) => Math.abs(ntk[1] / (depths[k] * map.q * curve.limit) - 1));
  const [convolution, dense] = [fitPowerLaw(depths, errors), errorLaw(curve)?.power];
  return convolution && dense ? { errors, convolution, dense } : null;
}

/** Two signals of one norm at every position, at the angles above, which layer 1 gives the fixed variance. */
function kernelsByDepth(name: (typeof onEdge)[number]) {
  const { activation, activationParam, sigmaW, sigmaB } = edges[name];
  const { q } = startOfDepth(activation, activationParam, sigmaW, sigmaB)!;
  const length = Math.sqrt(2 * (q - sigmaB * sigmaB)) / sigmaW;
  const x = new Float64Array(4 * cosines.length);
  cosines.forEach((cosine, position) => {
    // Each position turned by a right angle from the one before.
    const [a, b] = position % 2 === 0 ? [length, 0] : [0, length];
    const sine = Math.sqrt(1 - cosine * cosine);
    x.set([a, b], 2 * position);
    x.set([a * cosine - b * sine, b * cosine + a * sine], 2 * (cosines.length + position));
  });
  const signals = { x, inputs: 2, positions: cosines.length, channels: 2 };
  const network = {
    activation,
    param: activationParam,
    halfWidth: 1,
    readout: 'flatten',
    sigmaW,
    sigmaB,
  } as const;
  return depths.map((L) => ({
    task: 'convolution' as const,
    request: { network: { ...network, depth: L - 1 }, signals },
  }));
}

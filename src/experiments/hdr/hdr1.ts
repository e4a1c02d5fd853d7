import { averageOf, curveOf, deepSpec, depthCurves, errorLaw, exponentialRate, type DepthNeed, type ErrorLaw } from '../depthLaws'; // prettier-ignore
import { edgeLabels, edges } from '../edges';
import { experiment } from '../experiment';
import { gradeOf, undecided, type FindingNumbers } from '../finding';
import { signed, withError } from '../slopes';

const onEdge = ['relu', 'elu', 'tanh'] as const;

/** A correlation from which the average kernels of all three come to their limits from one side: no error passes through 0. */
const c0 = -0.5;
const deepest = 10_000;

const edgeNeeds: readonly DepthNeed[] = onEdge.map((name) => depthCurves(deepSpec(edges[name]), deepest, c0));

/** HDR Figure 1b: ReLU and ELU in the ordered phase. */
const ordered = [
  { label: 'ReLU', kinked: true, spec: deepSpec({ activation: 'relu', sigmaW: 1, sigmaB: 0.5 }) },
  { label: 'ELU', kinked: false, spec: deepSpec({ activation: 'elu', sigmaW: 1, sigmaB: 0.2 }) },
];

/** HDR Figure 1c: a ReLU ResNet far inside the ordered phase, nearer its border, and on the edge of its plain twin. */
const scales = [0.5, 1, Math.SQRT2];

export const hdr1 = experiment({
  id: 'HDR1',
  title: 'The average kernel nears its limit slowly on the edge of chaos, exponentially off it',
  source: 'HDR Figure 1, Theorems 1 and 2, Proposition 2',
  spec: deepSpec(edges.relu),
  needs: {
    edge: edgeNeeds,
    ordered: ordered.map(({ spec }) => depthCurves(spec, 100, c0)),
    residual: scales.map((sigmaW) =>
      depthCurves(deepSpec({ activation: 'relu', sigmaW, sigmaB: 0 }), deepest, c0),
    ),
  },
  lookFor:
    'The relative distance of K^L(x, x′)/α_L from its limit against depth, for infinitely wide networks. On the edge it falls like a power of L: HDR state ' +
    '1/L for ReLU and log L/L for smooth activations, ELU among them. In the ordered phase it falls exponentially, in a ReLU ResNet like 1/L at every σ_w.',
  check({ edge, ordered: inside, residual }) {
    const laws = edge.map((events) => lawOf(events, 'dense'));
    const resnets = residual.map((events) => lawOf(events, 'resnet'));
    const rates = inside.map((events, i) => {
      const [curve, map] = [averageOf(events, 'dense'), curveOf(events, 'map')];
      return curve && map && exponentialRate(curve, map.chi, ordered[i].kinked);
    });
    const all = [...laws, ...resnets, ...rates];
    if (all.length < 8 || all.some((one) => one === null))
      return undecided('average kernels of ReLU, ELU and tanh, of the ordered phase and of ResNets');
    const [relu, elu, tanh] = laws as ErrorLaw[];
    const blocks = resnets as ErrorLaw[];
    const exponential = rates as NonNullable<(typeof rates)[number]>[];

    const powers = [relu, elu, tanh, ...blocks].every(
      ({ power }) => power.slope > -1.1 && power.slope < -0.3,
    );
    const exponentials = exponential.every(({ rate, expected }) => Math.abs(rate.slope / expected - 1) < 0.1);
    const holds = powers && exponentials;
    const noLogarithm = Math.abs(relu.power.slope + 1) < tolerance;
    const smooth = [elu, tanh].every(({ power }) => Math.abs(power.slope - logarithmic) < tolerance);
    const list = (some: readonly ErrorLaw[]): string =>
      some.map(({ power }) => withError(power, 3)).join(', ');
    return {
      grade: gradeOf(holds, noLogarithm && smooth),
      because:
        `Slopes over the last decade to L = ${deepest.toLocaleString('en-GB')}: ReLU ${withError(relu.power, 3)}, tanh ${withError(tanh.power, 3)}, ` +
        `ELU ${withError(elu.power, 3)}, where 1/L has −1 and log L/L ${signed(logarithmic)}. ReLU’s error times L ${
          noLogarithm
            ? 'stays'
            : `still grows, by ${withError(relu.timesDepth, 3)} per unit of log L, so that its rate too has the logarithm`
        }; ${
          Math.abs(elu.power.slope - logarithmic) < tolerance
            ? 'ELU has the rate that is stated for smooth activations'
            : 'ELU, whose second derivative jumps at 0, is slower than either: nearer to L^{−1/2}'
        }. In the ordered phase the error of ReLU falls by e^{−${exponential[0].rate.slope.toFixed(3)}} per layer, χ^{1/2} being e^{−${exponential[0].expected.toFixed(3)}}, and that ` +
        `of ELU by e^{−${exponential[1].rate.slope.toFixed(3)}}, χ being e^{−${exponential[1].expected.toFixed(3)}}; ReLU ResNets at σ_w = 0.5, 1, √2 have slopes ${list(blocks)}.`,
      numbers: Object.assign(
        {},
        ...onEdge.map((name, i) => numbersOf(name, (laws as ErrorLaw[])[i])),
        ...scales.map((sigmaW, i) => numbersOf(`resnet.${sigmaW.toPrecision(3)}`, blocks[i])),
        ...exponential.map(({ rate, expected }, i) => ({
          [`ordered.${ordered[i].label}.rate`]: rate.slope,
          [`ordered.${ordered[i].label}.rateError`]: rate.standardError,
          [`ordered.${ordered[i].label}.expected`]: expected,
        })),
        { L: relu.depths, 'relu.error·L': relu.depths.map((L, i) => L * relu.errors[i]) },
      ) as FindingNumbers,
      plot: {
        title: 'Average kernel on the edge of chaos, last decade',
        xTitle: 'L',
        yTitle: '|K^L/L − limit|/limit',
        series: onEdge.map((name, i) => seriesOf(edgeLabels[name], (laws as ErrorLaw[])[i])),
        guides: [
          { label: '∝ L⁻¹', slope: -1 },
          { label: '∝ L^{−1/2}', slope: -0.5 },
        ],
      },
    };
  },
});

/** d log(log L/L)/d log L in the middle of the last decade, L = 10^{3.5}. */
const logarithmic = -1 + 1 / (3.5 * Math.LN10);

/** The two stated rates differ by 0.12 here. */
const tolerance = 0.06;

function lawOf(events: Parameters<typeof averageOf>[0], family: 'dense' | 'resnet'): ErrorLaw | null {
  const curve = averageOf(events, family);
  return curve && errorLaw(curve);
}

function numbersOf(name: string, { power, timesDepth }: ErrorLaw): FindingNumbers {
  return {
    [`${name}.slope`]: power.slope,
    [`${name}.slopeError`]: power.standardError,
    [`${name}.growthOfError·L`]: timesDepth.slope,
    [`${name}.growthError`]: timesDepth.standardError,
  };
}

function seriesOf(label: string, { depths, errors }: ErrorLaw) {
  const kept = [...depths.keys()].filter((i) => 10 * depths[i] >= deepest && errors[i] > 0);
  return { label, x: kept.map((i) => depths[i]), y: kept.map((i) => errors[i]) };
}

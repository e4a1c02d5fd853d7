import { experiment } from '../experiment';
import type { FindingNumbers } from '../finding';
import { gradeOf, undecided } from '../finding';
import { sweep } from '../needs';
import { meanOf, valuesOf } from '../rowMeans';
import { predictedError, sphereKernel } from '../sphereCurve';
import { base, plan } from '../widthSweep';

/** Degree of the spherical harmonic that each target is: Σ x_i/√d and x₁x₂. */
const degrees = { linear: 1, product: 2 };
type Learned = keyof typeof degrees;

const models = ['random', 'tangent0', 'tangentT', 'infinite', 'network'] as const;

/** Measured errors are means over a few draws of 64 held-out points, and the theory is for many points: a quarter, or three errors. */
const agreement = 0.25;
/** "Beaten" is by more than what the draws leave open. */
const clearly = 0.8;

const spec = {
  ...base,
  dataset: 'sphere' as const,
  d: 10,
  n: 64,
  target: 'product' as const,
  preset: 'ntk-alpha' as const,
  depth: 1,
  width: 256,
  activation: 'erf' as const,
  sigmaW: 1.5,
  sigmaB: 1,
  centred: true,
  alpha: 1,
  horizon: 100,
};

export const bcp1 = experiment({
  id: 'BCP1',
  title: 'Where the kernel is beaten, and where it is not',
  source: 'Bordelon, Canatar & Pehlevan 2020, eq. 4–6; FDZ §VI',
  spec,
  needs: {
    rows: sweep(
      plan(
        spec,
        [
          { field: 'target', values: ['linear', 'product'] },
          { field: 'n', values: [32, 64, 128] },
          { field: 'dataSeed', values: [0, 1, 2, 3] },
        ],
        ['features'],
      ),
    ),
  },
  lookFor:
    'Test error against the number of points on a sphere, where the spectrum of the infinite tangent kernel is known: regression with it follows ' +
    'the predicted curve, which falls where n passes the number of harmonics of the target’s degree. The target x₁x₂ depends on two directions of ten, ' +
    'and a network that learns them needs fewer points than its kernel; the linear target leaves nothing to be learned. All of it is said of ' +
    `σ_w = ${spec.sigmaW}, which sets how much of x₁x₂ the kernel has to offer: over two draws of the data with n = 128 the network’s error on x₁x₂ is ` +
    '7 to 9 times the kernel’s at σ_w = 0.5, 0.7 to 1.4 times at 1, 0.5 to 0.9 at 1.5, 0.7 to 0.9 at 2.5; at 4 the network beats it on the linear target too.',
  check({ rows }) {
    const sizes = valuesOf(rows, 'n');
    const kernel = sphereKernel(spec);
    const curves = (Object.keys(degrees) as Learned[]).flatMap((target) =>
      sizes.flatMap((n) => {
        const here = rows.filter(({ overrides }) => overrides.target === target && overrides.n === n);
        const means = models.map((model) => meanOf(here, `testError.${model}`));
        return means.some((mean) => mean === null)
          ? []
          : [
              {
                target,
                n,
                means: means.map((mean) => mean!),
                predicted: predictedError(kernel, degrees[target], n),
              },
            ];
      }),
    );
    const most = sizes[sizes.length - 1];
    const [linear, product] = (Object.keys(degrees) as Learned[]).map((target) =>
      curves.find((point) => point.target === target && point.n === most),
    );
    if (sizes.length < 3 || !linear || !product)
      return undecided('sweep both targets over at least three sizes');
    const infinite = models.indexOf('infinite');
    const network = models.indexOf('network');
    const off = curves.filter(({ means, predicted }) => {
      const { mean, standardError } = means[infinite];
      return Math.abs(mean - predicted) > Math.max(agreement * predicted, 3 * (standardError || 0));
    });
    const ratio = ({ means }: typeof linear): number => means[network].mean / means[infinite].mean;
    const beaten = ratio(product) < clearly;
    const spared = ratio(linear) >= clearly;
    const word = (target: Learned, point: typeof linear): string =>
      `${target}: network ${say(point.means[network].mean)}, kernel ${say(point.means[infinite].mean)} (predicted ${say(point.predicted)})`;
    return {
      grade: gradeOf(off.length === 0 && beaten && spared),
      because:
        `Regression with the infinite kernel is on the predicted curve at ${curves.length - off.length} of ${curves.length} sizes. ` +
        `Test errors at n = ${most}, in units of the target’s mean square: ${word('product', product)}; ${word('linear', linear)}. ` +
        `At σ_w = ${spec.sigmaW} the network ${beaten ? 'beats' : 'does not beat'} the kernel on x₁x₂ and ${spared ? 'does not beat' : 'beats'} it on the linear target.`,
      numbers: numbersOf(curves),
      plot: {
        title: 'Kernel against features, target x₁x₂',
        xTitle: 'training points n',
        yTitle: 'test error',
        series: [
          ...models.map((model, i) => ({
            label: labels[model],
            ...drawn(curves, (point) => point.means[i].mean),
            fitted: false,
          })),
          { label: 'predicted', ...drawn(curves, ({ predicted }) => predicted), fitted: false },
        ],
        guides: [],
      },
    };
  },
});

const labels: Readonly<Record<(typeof models)[number], string>> = {
  random: 'random features',
  tangent0: 'tangent features at 0',
  tangentT: 'tangent features at T',
  infinite: 'infinite kernel',
  network: 'network',
};

interface Point {
  readonly target: Learned;
  readonly n: number;
  readonly means: readonly { readonly mean: number }[];
  readonly predicted: number;
}

function drawn(curves: readonly Point[], value: (point: Point) => number): { x: number[]; y: number[] } {
  const points = curves.filter(({ target }) => target === 'product');
  return { x: points.map(({ n }) => n), y: points.map(value) };
}

function numbersOf(curves: readonly Point[]): FindingNumbers {
  const numbers: Record<string, readonly number[]> = { n: drawn(curves, ({ n }) => n).y };
  for (const target of Object.keys(degrees) as Learned[]) {
    const points = curves.filter((point) => point.target === target);
    models.forEach((model, i) => {
      numbers[`${target}.${model}`] = points.map(({ means }) => means[i].mean);
    });
    numbers[`${target}.predicted`] = points.map(({ predicted }) => predicted);
  }
  return numbers;
}

function say(value: number): string {
  return value.toPrecision(2);
}

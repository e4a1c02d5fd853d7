import type { ConditioningCurve } from '../../protocol/depth';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { log } from '../../theory/elementary/log';
import { fitLine } from '../../theory/statistics/line';
import { fitPowerLaw } from '../../theory/statistics/powerLaw';
import { jackknife, type Estimate } from '../../theory/statistics/jackknife';
import { curveOf, deepSpec, depthCurves } from '../depthLaws';
import { experiment } from '../experiment';
import { gradeOf, undecided, type FindingNumbers } from '../finding';
import type { RunNeed } from '../needs';
import type { RunNumbers } from '../runNumbers';
import { withError } from '../slopes';
import { testAccuracies } from '../testAccuracy';

type Kind = 'resnet' | 'scaled';
const kinds = ['resnet', 'scaled'] as const;
const labels: Readonly<Record<Kind, string>> = { resnet: 'ResNet', scaled: 'Scaled ResNet' };

/** g = σ_w²/2 = 0.245: a ReLU ResNet’s kernel grows by 1 + g per layer, which leaves a rate that a run can have at 50 layers. */
const sigmaW = 0.7;
const gain = (sigmaW * sigmaW) / 2;

/** 2/λ_max(Θ/n) on these digits at each depth, to three digits: each network at the limit of its own kernel. */
const rates: Readonly<Record<Kind, Readonly<Record<number, number>>>> = {
  resnet: { 8: 0.719, 16: 0.0779, 32: 0.00137, 50: 1.8e-5 },
  scaled: { 8: 4.99, 16: 3.88, 32: 3, 50: 2.6 },
};

const points = 256;
const batch = 32;
const epochs = { early: 2, late: 20 } as const;
const steps = (count: number): number => (points / batch) * count;

function specOf(residual: Kind, depth: number, width: number, seed: number): ExperimentSpec {
  const lr = rates[residual][depth];
  return deepSpec({
    ...{ activation: 'relu', sigmaW, sigmaB: 0, residual, depth, width, seed, dataSeed: seed, centred: true },
    ...{ n: points, loss: 'logistic', optimizer: 'sgd', batch, lr, horizon: steps(epochs.late) * lr },
    predictors: ['nn'],
  });
}

function runs(residual: Kind, depths: readonly number[], width: number, seeds: number): RunNeed[] {
  return depths.flatMap((depth) =>
    Array.from({ length: seeds }, (_, seed): RunNeed => {
      const spec = specOf(residual, depth, width, seed);
      return { task: 'run', spec, times: [steps(epochs.early) * spec.lr, steps(epochs.late) * spec.lr] };
    }),
  );
}

/** The depth of the paper’s deepest ResNet. */
const deepest = 104;
const kernels = kinds.map((residual) =>
  depthCurves(deepSpec({ activation: 'relu', sigmaW, sigmaB: 0, residual, depth: 32 }), deepest, 0),
);

export const hdr4 = experiment({
  id: 'HDR4',
  title: 'ResNet against Scaled ResNet',
  source: 'HDR Table 2, Theorem 2, Proposition 3',
  spec: specOf('scaled', 32, 32, 0),
  needs: { kernels, resnet: runs('resnet', [8, 16, 32], 32, 4), scaled: runs('scaled', [8, 16, 32], 32, 4) },
  lookFor:
    'The kernel of a ReLU ResNet grows exponentially with depth, that of the Scaled ResNet, whose blocks carry 1/√ℓ, like a power. Both are trained on digits by the same number of steps of SGD, ' +
    'each with the rate 2/λ_{max} of its own kernel. In the paper the Scaled ResNet is ahead at 50 and 104 layers, most of all after few epochs.',
  // Of the paper’s 32, 50 and 104 layers the last would need a rate below 1e-6.
  paperSize: {
    needs: { kernels, resnet: runs('resnet', [32, 50], 128, 3), scaled: runs('scaled', [32, 50], 128, 3) },
    coreSeconds: 30,
  },
  check({ kernels: curves, resnet, scaled }) {
    const [plain, stable] = curves.map((events) => curveOf(events, 'conditioning'));
    const growth = plain && stable && growths(plain, stable);
    const trained = { resnet: byDepth(resnet), scaled: byDepth(scaled) };
    const depths = trained.resnet?.map(({ depth }) => depth) ?? [];
    if (
      !growth ||
      !trained.resnet ||
      !trained.scaled ||
      depths.length < 2 ||
      trained.scaled.length < depths.length
    )
      return undecided(
        'kernels of both to 104 layers, and at least two trained networks of each at two depths',
      );
    const ahead = (when: 'early' | 'late'): number[] =>
      depths.map((_, i) => trained.scaled![i][when].value - trained.resnet![i][when].value);
    const trainsFaster = ahead('early').every((lead) => lead > 0) && ahead('late').every((lead) => lead >= 0);
    const exponential = Math.abs(growth.factor - (1 + gain)) < 0.02 && growth.power.slope < 1.2 + gain;
    const stated = Math.abs(growth.power.slope - (1 + gain)) < 0.1;
    const list = (when: 'early' | 'late'): string =>
      depths
        .map(
          (depth, i) => `${said(trained.resnet![i][when])} and ${said(trained.scaled![i][when])} at ${depth}`,
        )
        .join(', ');
    const last = plain.depths.length - 1;
    return {
      grade: gradeOf(exponential && trainsFaster, stated),
      because:
        `λ_{max} of the ResNet grows by ${growth.factor.toFixed(3)} per layer beside the factor L (1 + σ_w²/2 = ${(1 + gain).toFixed(3)}), that of the Scaled ResNet ` +
        `like L to the power ${withError(growth.power, 3)}, ${stated ? 'as stated' : `where the paper’s α_L has ${(1 + gain).toFixed(2)} and L^{g} log L, g = σ_w²/2, has ${growth.logarithmic.toFixed(2)}`}; ` +
        `λ_{max}/λ_{min} at ${plain.depths[last]} layers is ${plain.condition[last].toFixed(0)} and ${stable.condition[last].toFixed(0)}. Test accuracy in %, ResNet and Scaled ResNet, ` +
        `after ${epochs.early} epochs: ${list('early')} layers; after ${epochs.late}: ${list('late')}. ` +
        (trainsFaster
          ? 'The Scaled ResNet is ahead at every depth.'
          : 'The Scaled ResNet is not ahead everywhere.'),
      numbers: {
        'resnet.factor': growth.factor,
        'scaled.exponent': growth.power.slope,
        'scaled.exponentError': growth.power.standardError,
        'scaled.printedExponent': 1 + gain,
        L: [...plain.depths],
        ...numbersOf('resnet', plain, trained.resnet),
        ...numbersOf('scaled', stable, trained.scaled),
        depth: depths,
      } satisfies FindingNumbers,
      plot: {
        title: 'Condition number of residual kernels',
        xTitle: 'L',
        yTitle: 'λ_{max}/λ_{min}',
        series: [plain, stable].map(({ depths: L, condition }, i) => ({
          label: labels[kinds[i]],
          x: [...L],
          y: [...condition],
        })),
        guides: [],
      },
    };
  },
});

/** The laws of λ_max over the last decade of depth. */
function growths(plain: ConditioningCurve, stable: ConditioningCurve) {
  const last = plain.depths[plain.depths.length - 1];
  const kept = [...plain.depths.keys()].filter((i) => 10 * plain.depths[i] >= last);
  const L = kept.map((i) => plain.depths[i]);
  const line = fitLine(L, kept.map((i) => log(plain.largest[i] / plain.depths[i]))); // prettier-ignore
  const power = fitPowerLaw(L, kept.map((i) => stable.largest[i])); // prettier-ignore
  if (!line || !power || kept.length < 5) return null;
  // The slope of g log L + log log L in the middle of the decade.
  const middle = log(last) - Math.LN10 / 2;
  return { factor: Math.exp(line.slope), power, logarithmic: gain + 1 / middle };
}

interface Trained {
  readonly depth: number;
  readonly early: Estimate;
  readonly late: Estimate;
}

/** Test accuracies by depth, ascending; null where some depth has fewer than two networks. */
function byDepth(all: readonly RunNumbers[]): Trained[] | null {
  const depths = [...new Set(all.map(({ header }) => header.spec.depth))].sort((a, b) => a - b);
  const found = depths.map((depth) => {
    const each = all
      .filter(({ header }) => header.spec.depth === depth)
      .flatMap((run) => {
        const accuracies = testAccuracies(run, 2);
        return accuracies ? [accuracies] : [];
      });
    const at = (k: number): Estimate =>
      jackknife(each, (some) => some.reduce((sum, one) => sum + one[k], 0) / some.length);
    return each.length < 2 ? null : { depth, early: at(0), late: at(1) };
  });
  return found.every((one) => one !== null) ? found : null;
}

function numbersOf(
  kind: Kind,
  { largest, condition }: ConditioningCurve,
  trained: readonly Trained[],
): FindingNumbers {
  return {
    [`${kind}.largest`]: [...largest],
    [`${kind}.condition`]: [...condition],
    [`${kind}.early`]: trained.map(({ early }) => early.value),
    [`${kind}.early.error`]: trained.map(({ early }) => early.error),
    [`${kind}.late`]: trained.map(({ late }) => late.value),
    [`${kind}.late.error`]: trained.map(({ late }) => late.error),
  };
}

function said({ value, error }: Estimate): string {
  return `${(100 * value).toFixed(0)} ± ${(100 * error).toFixed(0)}`;
}

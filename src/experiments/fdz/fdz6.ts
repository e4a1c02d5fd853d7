import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { requireSpec } from '../../protocol/validate';
import { exp } from '../../theory/elementary/exp';
import { foldIn } from '../../theory/random/foldIn';
import { prngKey } from '../../theory/random/key';
import { normal } from '../../theory/random/normal';
import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import type { TaskNeed } from '../needs';

/**
 * FDZ draw inputs from N(0, 100² I), at which a sigmoid is a step; 20 keeps the difficulty and lets a gradient be felt. Weights of the
 * teacher have the size 1.5, its outputs the noise of the paper.
 */
const [inputScale, teacherScale, labelNoise] = [20, 1.5, 0.1];
const [n, p] = [96, 96];
/** The paper's students. */
const widths = [4, 8, 40] as const;
const repeats = 6;
/** A neuron whose |u| is below this share of the root mean square of all is wasted: it hardly changes f. */
const wastedShare = 0.1;
/**
 * A decay of u strong enough that neurons are wasted at all (at 0.01 half as many are), and a temperature at which u is shaken by
 * √(λ_p/λ_u) ≈ 0.26: FDZ say that wasted neurons become fewer with larger noise.
 */
const [decayU, temperature] = [0.03, 0.002];

const key = prngKey(6);
/** Three digits are enough, and keep the link short. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000;

function pairs(stream: number, count: number, scale: number): number[][] {
  const z = normal(foldIn(key, stream), 2 * count);
  return Array.from({ length: count }, (_, i) => [rounded(scale * z[2 * i]), rounded(scale * z[2 * i + 1])]);
}

const teacher = pairs(0, 4, teacherScale);

/** F₄(x) = ¼ Σ_j σ(θ_j·x). */
function taught([a, b]: readonly number[]): number {
  return teacher.reduce((sum, [c, d]) => sum + 0.25 / (1 + exp(-(c * a + d * b))), 0);
}

const x = pairs(1, n, inputScale);
const probe = pairs(2, p, inputScale);
const noise = normal(foldIn(key, 3), n);

const spec: ExperimentSpec = requireSpec({
  dataset: 'points',
  points: { x, y: x.map((at, i) => rounded(taught(at) + labelNoise * noise[i])), probe },
  preset: 'fang',
  activation: 'sigmoid',
  width: 40,
  alpha: 1,
  sigmaW: 1,
  sigmaA: 1,
  centred: false,
  horizon: 1000,
  predictors: ['nn'],
  tab: 'particles',
});

/** As many students as seeds, each of exactly `width` neurons, at the end of training. */
function students(width: number, change: Partial<ExperimentSpec> = {}): TaskNeed[] {
  return Array.from({ length: repeats }, (_, seed) => {
    const student = { ...spec, width, seed, ...change };
    return {
      task: 'particles',
      request: {
        spec: student,
        particles: width,
        plane: 'coordinates',
        first: 1,
        second: 2,
        times: [student.horizon],
      },
    };
  });
}

/** What a check looks at in a student: its outputs on the probe points, and (θ₁, θ₂, u) of every neuron. */
export interface Student {
  readonly probe: ArrayLike<number>;
  readonly points: ArrayLike<number>;
}

export const fdz6 = experiment({
  id: 'FDZ6',
  title: 'A teacher of four neurons, and its wider students',
  source: 'FDZ Figure 6',
  spec,
  needs: {
    narrow: students(widths[0]),
    middle: students(widths[1]),
    wide: students(widths[2]),
    decayed: students(widths[2], { decayU }),
    noisy: students(widths[2], { decayU, optimizer: 'noisy', temperature, lr: 0.5 }),
  },
  lookFor:
    'A teacher of four sigmoid neurons is learned by students of 4, 8 and 40. Four get stuck, more do not: the error against the teacher ' +
    'falls with m. Under a decay of u some neurons are wasted, and with noise fewer are.',
  check(evidence) {
    // Every one of these needs is answered by the last moment of a student.
    const { narrow, middle, wide, decayed, noisy } = evidence as unknown as Record<
      string,
      readonly Student[]
    >;
    if ([narrow, middle, wide, decayed, noisy].some((group) => group.length === 0))
      return undecided('students of every width, with and without noise');
    const errors = [narrow, middle, wide].map((group) => mean(group.map(errorOf)));
    const falls = errors[1] < errors[0] && errors[2] < errors[1];
    const shares = [decayed, noisy].map((group) => mean(group.map(wastedOf)));
    // Two independent shares of so many neurons: the difference must exceed its standard error.
    const neurons = repeats * widths[2];
    const spread = Math.sqrt(shares.reduce((sum, share) => sum + (share * (1 - share)) / neurons, 0));
    const fewer = shares[0] - shares[1] > spread;
    const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
    return {
      grade: gradeOf(falls && fewer),
      because: [
        `The RMS error against the teacher is ${errors.map((error, k) => `${error.toFixed(4)} for m = ${widths[k]}`).join(', ')}${falls ? ': it falls with m' : ', which is no fall with m'}.`,
        `Of 40 neurons ${percent(shares[0])} are wasted under decay and ${percent(shares[1])} with noise${fewer ? '' : `, a difference within its standard error of ${percent(spread)} or of the other sign`}.`,
      ].join(' '),
      numbers: {
        width: [...widths],
        error: errors,
        'wasted.decay': shares[0],
        'wasted.noise': shares[1],
        'wasted.standardError': spread,
      },
      plot: {
        title: 'Error against the teacher',
        xTitle: 'width m',
        yTitle: 'RMS error',
        series: [{ label: 'mean of the students', x: [...widths], y: errors }],
        guides: [],
      },
    };
  },
});

function errorOf({ probe: f }: Student): number {
  return Math.sqrt(mean(probe.map((at, i) => (f[i] - taught(at)) * (f[i] - taught(at)))));
}

function wastedOf({ points }: Student): number {
  const u = Array.from({ length: points.length / 3 }, (_, j) => Math.abs(points[3 * j + 2]));
  const size = Math.sqrt(mean(u.map((value) => value * value)));
  return u.filter((value) => value < wastedShare * size).length / u.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

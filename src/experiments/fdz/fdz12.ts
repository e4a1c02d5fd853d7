import type { RidgePathAnswer, RidgeRow } from '../../protocol/ridgePath';
import { fitPowerLaw } from '../../theory/statistics/powerLaw';
import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import { meanOver } from '../meanOver';
import type { TaskNeed } from '../needs';
import { withError } from '../slopes';
import { base } from '../widthSweep';

/** Differences of a finite network from its limit of infinite width are of this order in the width (MATH §4). */
const stated = -0.5;
/** How far a slope over four widths with four seeds each may lie from it. */
const slopeTolerance = 0.15;

/** Noise on the targets, so that the interpolation is not the best that one can do. */
const spec = {
  ...base,
  dataset: 'sphere' as const,
  n: 48,
  d: 10,
  target: 'linear' as const,
  noise: 1,
  preset: 'ntk-alpha' as const,
  depth: 1,
  width: 1024,
  activation: 'erf' as const,
  sigmaW: 1.5,
  sigmaB: 0.3,
  alpha: 'sqrt' as const,
  centred: true,
};

const widths = [128, 256, 512, 1024] as const;
const lambdas = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1, 3, 10];
const descended = [1e-3, 1e-2, 0.1, 1];

type Path = Extract<TaskNeed, { task: 'ridgePath' }>;

const paths = (width: number): Path[] =>
  [0, 1, 2, 3].map((seed) => ({
    task: 'ridgePath',
    request: { spec: { ...spec, width, seed }, lambdas, descended },
  }));

export const fdz12 = experiment({
  id: 'FDZ12',
  title: 'The tangent kernel with regularisation, along λ',
  source: 'FDZ eq. 14, §IV',
  spec,
  needs: {
    w128: paths(widths[0]),
    w256: paths(widths[1]),
    w512: paths(widths[2]),
    w1024: paths(widths[3]),
  },
  lookFor:
    'The minimiser of eq. 14 is regression with the infinite kernel and the ridge nλ. A network whose squared distance from its start is ' +
    'penalised in its place ends there as well, and so does its linearisation: at every λ the wider, the nearer. With noise on the targets a λ in between errs least.',
  check({ w128, w256, w512, w1024 }) {
    const groups = [w128, w256, w512, w1024];
    if (groups.some((group) => group.length < 2))
      return undecided('ridge paths of at least two networks at every width');
    const path = w1024[0].rows;
    const tests = path.map(({ infinite }) => infinite.test);
    if (tests.some((test) => test === null)) return undecided('held-out targets');
    const trained = path.flatMap(({ network, lambda }) => (network ? [lambda] : []));
    const laws = trained.map((lambda) => {
      const gaps = groups.map((group) => gapAt(group, lambda, 'networkInfinite'));
      return { lambda, gaps, law: fitPowerLaw(widths, gaps)! };
    });
    const falls = laws.every(({ gaps }) => gaps.every((gap, k) => k === 0 || gap < gaps[k - 1]));
    const asStated = laws.every(
      ({ law }) => Math.abs(law.slope - stated) <= Math.max(slopeTolerance, 3 * law.standardError),
    );
    const best = tests.indexOf(Math.min(...tests.map((test) => test!)));
    const helps = best > 0 && best < path.length - 1;
    const largest = (name: GapName): number[] =>
      groups.map((group) => Math.max(...trained.map((lambda) => gapAt(group, lambda, name))));
    const [toInfinite, toLinearised] = [largest('networkInfinite'), largest('networkLinearised')];
    const percent = (gap: number): string => `${(100 * gap).toPrecision(2)} %`;
    return {
      grade: gradeOf(falls && helps, asStated),
      because:
        `The network of gradient descent is off from the regression with the ridge nλ by at most ${percent(toInfinite[0])} of its output at m = ${widths[0]} and ${percent(toInfinite[3])} at m = ${widths[3]}, ` +
        `and from its own linearisation by ${percent(toLinearised[0])} and ${percent(toLinearised[3])}; slopes in m to the infinite kernel: ${laws.map(({ lambda, law }) => `${withError(law)} at λ = ${lambda}`).join(', ')}. ` +
        `The test error of the infinite kernel is ${tests[0]!.toPrecision(2)} at λ = ${path[0].lambda}, ${tests[best]!.toPrecision(2)} at λ = ${path[best].lambda} and ${tests[path.length - 1]!.toPrecision(2)} at λ = ${path[path.length - 1].lambda}${helps ? '' : ', least at an end of the path'}.`,
      numbers: {
        lambda: path.map(({ lambda }) => lambda),
        'infinite.train': path.map(({ infinite }) => infinite.train),
        'infinite.test': tests,
        'linearised.train': over(w1024, ({ linearised }) => linearised.train),
        'linearised.test': over(w1024, ({ linearised }) => linearised.test),
        'network.lambda': trained,
        'network.train': over(w1024, ({ network }) => network?.train ?? null).filter((one) => one !== null),
        'network.test': over(w1024, ({ network }) => network?.test ?? null).filter((one) => one !== null),
        width: [...widths],
        'gap.networkInfinite': toInfinite,
        'gap.networkLinearised': toLinearised,
        slope: laws.map(({ law }) => law.slope),
        'slope.error': laws.map(({ law }) => law.standardError),
        'best.lambda': path[best].lambda,
      },
      plot: {
        title: 'Errors along the ridge path',
        xTitle: 'λ',
        yTitle: 'error',
        series: [
          {
            label: 'infinite kernel, test',
            x: lambdasOf(path),
            y: tests.map((test) => test!),
            fitted: false,
          },
          {
            label: `linearisation, test, m = ${widths[3]}`,
            x: lambdasOf(path),
            y: over(w1024, ({ linearised }) => linearised.test).map((test) => test!),
            fitted: false,
          },
          {
            label: `network, test, m = ${widths[3]}`,
            x: trained,
            y: over(w1024, ({ network }) => network?.test ?? null).filter((one) => one !== null),
            fitted: false,
          },
          {
            label: 'infinite kernel, training',
            x: lambdasOf(path),
            y: path.map(({ infinite }) => infinite.train),
            fitted: false,
          },
        ],
        guides: [],
      },
    };
  },
});

type GapName = keyof RidgeRow['gap'];

/** Mean over networks. */
function gapAt(group: readonly RidgePathAnswer[], lambda: number, name: GapName): number {
  return meanOver(group.map(({ rows }) => rows.find((row) => row.lambda === lambda)?.gap[name] ?? NaN)).mean;
}

/** Mean over networks at every λ; null where one has no such number. */
function over(group: readonly RidgePathAnswer[], value: (row: RidgeRow) => number | null): (number | null)[] {
  return group[0].rows.map((_, k) => {
    const values = group.map(({ rows }) => value(rows[k]));
    return values.some((one) => one === null) ? null : meanOver(values.map((one) => one!)).mean;
  });
}

const lambdasOf = (path: readonly RidgeRow[]): number[] => path.map(({ lambda }) => lambda);

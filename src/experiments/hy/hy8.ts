import type { SweepRow } from '../../protocol/sweep';
import type { PowerLaw } from '../../theory/statistics/powerLaw';
import { fitPowerLaw } from '../../theory/statistics/powerLaw';
import { experiment } from '../experiment';
import type { FindingPlot } from '../finding';
import { gradeOf, undecided } from '../finding';
import { sweep } from '../needs';
import { lawNumbers, near, slopeOver, withError } from '../slopes';
import { base, plan, seeds, widths } from '../widthSweep';
import { exp } from '../../theory/elementary/exp';
import { log } from '../../theory/elementary/log';

/** The largest error that counts as a complete description, for targets of size 1: met within the widths of the sweep at every n. */
export const tolerance = 0.02;

/** Earlier theory; HY for p = 2 and p = 3; what HY believe that a better norm, and further cancellations, would give. */
const guides = [
  { label: 'n⁴ (before HY)', slope: 4 },
  { label: 'n^{3.5} (HY, p = 2)', slope: 3.5 },
  { label: 'n³ (HY, p = 3)', slope: 3 },
  { label: 'n² (hoped for)', slope: 2 },
  { label: 'n (hoped for)', slope: 1 },
];

/** The exponent that HY prove to suffice, p = 3's for the next even order. */
const truncations = [
  { p: 2, stated: 3.5 },
  { p: 4, stated: 3 },
] as const;

const spec = { ...base, d: 16, horizon: 100 };

export const hy8 = experiment({
  id: 'HY8',
  title: 'How wide is wide enough?',
  source: 'HY §2 and §4.4, open question 4',
  spec,
  needs: {
    rows: sweep(plan(spec, [widths(16, 256), { field: 'n', values: [2, 4, 6, 8] }, seeds(4)], ['errors'])),
  },
  lookFor:
    'The smallest width at which a truncation stays within 2 % of the network up to convergence, against the number of points n. Theory ' +
    'asks for n⁴, n^{3.5} (p = 2) and n³ (p = 3); HY hope for n² or n. The measured slope is far below the guides.',
  check({ rows }) {
    const found = truncations.flatMap(({ p, stated }) => {
      const widthsOfN = sufficientWidths(rows, p);
      const law = widthLaw(widthsOfN);
      return law ? [{ p, stated, law, points: widthsOfN }] : [];
    });
    if (found.length === 0) return undecided('at least three n and three widths with the truncation errors');
    const swept = rows.map(({ overrides }) => Number(overrides.width));
    const [least, most] = [Math.min(...swept), Math.max(...swept)];
    const outside = found.some(({ points }) => points.some(({ width }) => width < least || width > most));
    const holds = found.every(({ law, stated }) => law.slope <= stated + 2 * (law.standardError || 0));
    const asStated = found.every(({ law, stated }) => near(law, stated, 0.2));
    const text = found
      .map(
        ({ p, law, stated, points }) =>
          `For p = ${p} the sufficient width is ${points.map(({ n, width }) => `${Math.round(width)} at n = ${n}`).join(', ')}: ` +
          `it grows as n^{${withError(law)}}, where n^{${stated}} is proved to suffice${p === 4 ? ' already for p = 3' : ''}.`,
      )
      .join(' ');
    return {
      grade: gradeOf(holds, asStated),
      because: [
        text,
        ...(holds
          ? []
          : ['Steeper than the theorem: the horizon may end before convergence for the largest n.']),
        ...(outside ? [`Widths outside ${least} … ${most} are extrapolated.`] : []),
      ].join(' '),
      numbers: {
        tolerance,
        ...Object.assign({}, ...found.map(numbersOf)),
        ...Object.assign({}, ...guides.map(({ slope }) => guideNumbers(found[0].points, slope))),
      },
      plot: plotOf(found),
    };
  },
});

interface Point {
  readonly n: number;
  readonly width: number;
}

interface Found {
  readonly p: number;
  readonly stated: number;
  readonly law: PowerLaw;
  readonly points: readonly Point[];
}

function numbersOf({ p, stated, law, points }: Found): Record<string, unknown> {
  return {
    [`n.p${p}`]: points.map(({ n }) => n),
    [`width.p${p}`]: points.map(({ width }) => width),
    ...lawNumbers(`width.p${p}`, law, stated),
  };
}

/** The guide n^{slope} through the first point, beside `n.p2`. */
function guideNumbers(points: readonly Point[], slope: number): Record<string, readonly number[]> {
  const [first] = points;
  return { [`guide.n^${slope}`]: points.map(({ n }) => first.width * exp(slope * log(n / first.n))) };
}

function plotOf(found: readonly Found[]): FindingPlot {
  return {
    title: 'Sufficient width',
    xTitle: 'number of points n',
    yTitle: 'width for an error of 2 %',
    series: found.map(({ p, points }) => ({
      label: `p = ${p}`,
      x: points.map(({ n }) => n),
      y: points.map(({ width }) => width),
    })),
    guides,
  };
}

/** For each n the m at which the law error ∝ m^{slope} of the medians meets the tolerance; no n whose error does not fall. */
export function sufficientWidths(rows: readonly SweepRow[], p: number): Point[] {
  const sizes = [...new Set(rows.map(({ overrides }) => Number(overrides.n)))]
    .filter((n) => n > 0)
    .sort((a, b) => a - b);
  return sizes.flatMap((n) => {
    const law = slopeOver(rows, 'width', `error.p${p}`, (row) => Number(row.overrides.n) === n);
    if (!law || law.slope >= 0) return [];
    return [{ n, width: exp(log(tolerance / law.prefactor) / law.slope) }];
  });
}

function widthLaw(points: readonly Point[]): PowerLaw | null {
  const law = fitPowerLaw(
    points.map(({ n }) => n),
    points.map(({ width }) => width),
  );
  return law && law.count >= 3 ? law : null;
}

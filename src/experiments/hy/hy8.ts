import type { SweepRow } from '../../protocol/sweep';
import type { PowerLaw } from '../../theory/statistics/powerLaw';
import { fitPowerLaw } from '../../theory/statistics/powerLaw';
import type { Experiment } from '../experiment';
import { finding, notEnough } from '../experiment';
import { slopeOver, withError } from '../slopes';
import { base, plan, seeds, widths } from '../widthSweep';
import { exp } from '../../theory/elementary/exp';
import { log } from '../../theory/elementary/log';

/** The largest error that counts as a complete description, for targets of size 1. */
export const tolerance = 0.05;

const spec = { ...base, d: 16, horizon: 100 };

export const hy8: Experiment = {
  id: 'HY8',
  title: 'How wide is wide enough?',
  source: 'HY §2 and §4.4, open question 4',
  spec,
  sweep: plan(spec, [{ field: 'n', values: [2, 4, 6, 8] }, widths(32, 256), seeds(4)], ['errors']),
  lookFor:
    'The smallest width at which a truncation stays within 5 % of the network up to convergence, against the number of points n. Theory ' +
    'asks for n⁴, n^{3.5} (p = 2) and n³ (p = 3); HY hope for n² or n. The measured slope is far below the guides.',
  check({ rows = [] }) {
    const laws = [2, 4].flatMap((p) => {
      const law = sufficientWidthLaw(rows, p);
      return law ? [{ p, law }] : [];
    });
    if (laws.length === 0)
      return notEnough('sweep at least three n and three widths with the truncation errors');
    return finding(
      laws.every(({ law }) => law.slope <= 3.5),
      `The sufficient width grows as ${laws.map(({ p, law }) => `n^{${withError(law)}} for p = ${p}`).join(', ')}; the guides are n⁴, n^{3.5}, n³, n², n.`,
      'Steeper than the theorem: the horizon may end before convergence for the largest n.',
    );
  },
};

/** m(n) at which the law error ∝ m^{slope} of the medians meets the tolerance, and its power law in n. */
export function sufficientWidthLaw(rows: readonly SweepRow[], p: number): PowerLaw | null {
  const sizes = [...new Set(rows.map(({ overrides }) => Number(overrides.n)))].filter((n) => n > 0);
  const points = sizes.flatMap((n) => {
    const law = slopeOver(rows, 'width', `error.p${p}`, (row) => Number(row.overrides.n) === n);
    if (!law || law.slope >= 0) return [];
    return [{ n, width: exp(log(tolerance / law.prefactor) / law.slope) }];
  });
  const law = fitPowerLaw(
    points.map(({ n }) => n),
    points.map(({ width }) => width),
  );
  return law && law.count >= 3 ? law : null;
}

import type { PowerLaw } from '../../theory/statistics/powerLaw';
import type { Experiment } from '../experiment';
import { finding, notEnough } from '../experiment';
import { slopeOver, withError } from '../slopes';
import { base, plan, seeds, widths } from '../widthSweep';

/** The guide's exponent 1 − r/2, and what is measured at these widths (MATH §5). */
export const kernelOrders = [
  { r: 3, guide: -0.5, measured: -1 },
  { r: 4, guide: -1, measured: -1 },
  { r: 5, guide: -1.5, measured: -2 },
] as const;

/** A theorem bounds from above: a slope may lie below its guide, and above it by no more than this or two standard errors. */
const slack = 0.15;

export function isBelow(law: PowerLaw, guide: number): boolean {
  return law.slope <= guide + Math.max(slack, 2 * (law.standardError || 0));
}

export const hy1: Experiment = {
  id: 'HY1',
  title: 'Kernels of higher order shrink with the width',
  source: 'HY Theorem 2.3',
  spec: base,
  sweep: plan(base, [widths(32, 512), seeds(8)], ['k3', 'k4', 'k5']),
  lookFor:
    'The largest entry of K^{(r)} against the width, one line for each r. The theorem bounds it by m^{1 − r/2}; K⁽³⁾ falls faster than ' +
    'its guide, because for odd r the leading term vanishes, so that K⁽³⁾ and K⁽⁴⁾ fall alike and K⁽⁵⁾ twice as fast.',
  check({ rows = [] }) {
    const laws = kernelOrders.flatMap((order) => {
      const law = slopeOver(rows, 'width', `k${order.r}.max`);
      return law ? [{ ...order, law }] : [];
    });
    if (laws.length === 0) return notEnough('sweep at least three widths with K⁽³⁾, K⁽⁴⁾ or K⁽⁵⁾');
    const text = laws
      .map(({ r, guide, law }) => `K(${r}): slope ${withError(law)}, guide ${guide}`)
      .join('; ');
    return finding(
      laws.every(({ law, guide }) => isBelow(law, guide)),
      `${text}.`,
      'A slope above its guide: the widths are too small for the asymptotic law, or an assumption fails.',
    );
  },
};

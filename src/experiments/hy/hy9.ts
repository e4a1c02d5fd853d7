import type { Experiment } from '../experiment';
import { finding, notEnough } from '../experiment';
import { isBelow, kernelOrders } from './hy1';
import { slopeOver, withError } from '../slopes';
import { base, plan, seeds, widths } from '../widthSweep';

const spec = { ...base, depth: 3, residual: 'scaled' as const };
const variants = ['resnet', 'scaled'] as const;

export const hy9: Experiment = {
  id: 'HY9',
  title: 'The same scalings for residual networks',
  source: 'HY §4.1, open question 1',
  spec,
  sweep: plan(
    spec,
    [{ field: 'residual', values: variants }, widths(32, 256), seeds(4)],
    ['k3', 'k4', 'rate'],
  ),
  lookFor:
    'HY ask whether their hierarchy extends to residual networks. The kernels of order 3 and 4 and the speed of the tangent kernel, against ' +
    'the width, for plain and for scaled residual blocks: the same slopes as without them.',
  check({ rows = [] }) {
    const laws = variants.flatMap((residual) =>
      kernelOrders.flatMap(({ r, guide }) => {
        const law = slopeOver(rows, 'width', `k${r}.max`, (row) => row.overrides.residual === residual);
        return law ? [{ residual, r, guide, law }] : [];
      }),
    );
    if (laws.length === 0)
      return notEnough('sweep at least three widths of a residual network with K⁽³⁾ or K⁽⁴⁾');
    return finding(
      laws.every(({ law, guide }) => isBelow(law, guide)),
      `${laws.map(({ residual, r, law }) => `${residual} K(${r}): slope ${withError(law)}`).join('; ')}.`,
      'A slope above its guide m^{1 − r/2}.',
    );
  },
};

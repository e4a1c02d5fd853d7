import type { Experiment } from '../experiment';
import { finding, notEnough } from '../experiment';
import { near, slopeOver, withError } from '../slopes';
import { base, plan, seeds, widths } from '../widthSweep';

/** The width is swept; as it stands it is where the page opens. */
const spec = { ...base, width: 256 };

export const hy2: Experiment = {
  id: 'HY2',
  title: 'The kernel moves at a rate of 1/m',
  source: 'HY Corollary 2.4',
  spec,
  sweep: plan(spec, [widths(32, 512), seeds(8)], ['rate', 'drift']),
  lookFor:
    'The speed of the kernel at the start, and how far it has moved at the horizon, against the width. Both fall as 1/m: twice the ' +
    'width, half the drift. Earlier theory had only 1/√m.',
  check({ rows = [] }) {
    const rate = slopeOver(rows, 'width', 'rate');
    const drift = slopeOver(rows, 'width', 'drift');
    if (!rate) return notEnough('sweep at least three widths with the rate ∂_tK');
    const seen = near(rate, -1, 0.2) && (!drift || near(drift, -1, 0.2));
    return finding(
      seen,
      `‖∂_tK‖ falls with slope ${withError(rate)}${drift ? `, the drift at the horizon with ${withError(drift)}` : ''}; the corollary says −1.`,
      'The widths may be too small, or the seeds too few.',
    );
  },
};

import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import { sweep } from '../needs';
import { isBelow, lawNumbers, mediansOver, near, slopeOver, withError } from '../slopes';
import { base, plan, seeds, widths } from '../widthSweep';

/** The width is swept; as it stands it is where the page opens. */
const spec = { ...base, width: 256 };

export const hy2 = experiment({
  id: 'HY2',
  title: 'The kernel moves at a rate of 1/m',
  source: 'HY Corollary 2.4',
  spec,
  needs: { rows: sweep(plan(spec, [widths(32, 512), seeds(8)], ['rate', 'drift'])) },
  lookFor:
    'The speed of the kernel at the start, and how far it has moved at the horizon, against the width. Both fall as 1/m: twice the ' +
    'width, half the drift. Earlier theory had only 1/√m.',
  check({ rows }) {
    const rate = slopeOver(rows, 'width', 'rate');
    const drift = slopeOver(rows, 'width', 'drift');
    if (!rate || !drift) return undecided('sweep at least three widths with the rate ∂_tK and the drift');
    const holds = isBelow(rate, -1) && isBelow(drift, -1);
    const text = `‖∂_tK‖ falls with slope ${withError(rate)}, the drift at the horizon with ${withError(drift)}; the corollary says −1.`;
    return {
      grade: gradeOf(holds, near(rate, -1, 0.2) && near(drift, -1, 0.2)),
      because: holds ? text : `${text} The widths may be too small, or the seeds too few.`,
      numbers: {
        width: mediansOver(rows, 'width', 'rate').x,
        rate: mediansOver(rows, 'width', 'rate').medians,
        drift: mediansOver(rows, 'width', 'drift').medians,
        ...lawNumbers('rate', rate, -1),
        ...lawNumbers('drift', drift, -1),
      },
    };
  },
});

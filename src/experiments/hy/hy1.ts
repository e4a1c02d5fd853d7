import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import { kernelLaws, kernelNumbers, lawSentence } from '../kernelLaws';
import { sweep } from '../needs';
import { isBelow, near } from '../slopes';
import { base, plan, seeds, widths } from '../widthSweep';

export const hy1 = experiment({
  id: 'HY1',
  title: 'Kernels of higher order shrink with the width',
  source: 'HY Theorem 2.3',
  spec: base,
  needs: { rows: sweep(plan(base, [widths(32, 512), seeds(8)], ['k3', 'k4', 'k5'])) },
  lookFor:
    'The largest entry of K^{(r)} against the width, one line for each r. The theorem bounds it by m^{1 − r/2}; K⁽³⁾ falls faster than ' +
    'its guide, because for odd r the leading term vanishes, so that K⁽³⁾ and K⁽⁴⁾ fall alike and K⁽⁵⁾ twice as fast.',
  check({ rows }) {
    const laws = kernelLaws(rows);
    if (laws.length === 0) return undecided('sweep at least three widths with K⁽³⁾, K⁽⁴⁾ or K⁽⁵⁾');
    const holds = laws.every(({ law, guide }) => isBelow(law, guide));
    const asStated = laws.every(({ law, guide }) => near(law, guide, 0.15));
    return {
      grade: gradeOf(holds, asStated),
      because: holds
        ? `${lawSentence(laws)} The bound m^{1 − r/2} holds${asStated ? '' : '; where the slope lies below it, the kernel falls faster than the theorem says'}.`
        : `${lawSentence(laws)} A slope lies above its guide: the widths are too small for the asymptotic law, or an assumption fails.`,
      numbers: kernelNumbers(rows, laws),
    };
  },
});

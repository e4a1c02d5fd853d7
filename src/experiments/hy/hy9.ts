import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import { kernelLaws, kernelNumbers, lawSentence } from '../kernelLaws';
import { sweep } from '../needs';
import { isBelow, near } from '../slopes';
import { base, plan, seeds, widths } from '../widthSweep';

const spec = { ...base, depth: 3, residual: 'scaled' as const };
const variants = ['resnet', 'scaled'] as const;

export const hy9 = experiment({
  id: 'HY9',
  title: 'The same scalings for residual networks',
  source: 'HY §4.1, open question 1',
  spec,
  needs: {
    rows: sweep(
      plan(spec, [{ field: 'residual', values: variants }, widths(32, 256), seeds(4)], ['k3', 'k4', 'rate']),
    ),
  },
  lookFor:
    'HY ask whether their hierarchy extends to residual networks. The kernels of order 3 and 4 and the speed of the tangent kernel, against ' +
    'the width, for plain and for scaled residual blocks: the same slopes as without them.',
  check({ rows }) {
    const found = variants.map((residual) => {
      const where = (row: (typeof rows)[number]): boolean => row.overrides.residual === residual;
      const laws = kernelLaws(rows, where);
      return { residual, laws, numbers: kernelNumbers(rows, laws, `${residual}.`, where) };
    });
    if (found.some(({ laws }) => laws.length === 0))
      return undecided('sweep at least three widths of both residual networks with K⁽³⁾ or K⁽⁴⁾');
    const all = found.flatMap(({ laws }) => laws);
    const holds = all.every(({ law, guide }) => isBelow(law, guide));
    const asStated = all.every(({ law, guide }) => near(law, guide, 0.15));
    const text = found.map(({ residual, laws }) => `${residual}: ${lawSentence(laws)}`).join(' ');
    return {
      grade: gradeOf(holds, asStated),
      because: holds
        ? `${text} The bound m^{1 − r/2} holds with residual blocks too${asStated ? '' : '; where the slope lies below it, the kernel falls faster, as without them'}.`
        : `${text} A slope lies above the guide m^{1 − r/2}.`,
      numbers: Object.assign({}, ...found.map(({ numbers }) => numbers)),
    };
  },
});

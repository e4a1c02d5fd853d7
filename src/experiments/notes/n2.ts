import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import { sweep } from '../needs';
import { lawNumbers, mediansOver, near, slopeOver, withError } from '../slopes';
import { base, plan, seeds } from '../widthSweep';

const spec = { ...base, centred: true, width: 64, alpha: 32 };

export const n2 = experiment({
  id: 'N2',
  title: 'Any network is linear when its output is scaled up',
  source: 'Valle Pérez §8; COB19',
  spec,
  needs: {
    // √64 = 8 is the NTK scaling itself, where the law still bends; every doubling is a lazier network of the same width.
    rows: sweep(
      plan(spec, [{ field: 'alpha', values: [32, 64, 128, 256, 512, 1024] }, seeds(4)], ['rescaling']),
    ),
  },
  lookFor:
    'The same network with its output multiplied by a and its learning rate divided accordingly. JΔθ, what the network has to learn, ' +
    'stays the same; the Hessian term falls as 1/a. Laziness is a matter of scale, not of width. The law is one of large a: from ' +
    'a = 8 to 256 the measured slope is −1.22 ± 0.07, from 32 to 1024 it is −1.02 ± 0.01.',
  check({ rows }) {
    const linear = slopeOver(rows, 'alpha', 'linear.rms');
    const quadratic = slopeOver(rows, 'alpha', 'quadratic.rms');
    if (!linear || !quadratic)
      return undecided('sweep at least three output scales with JΔθ and the Hessian term');
    const holds = near(linear, 0, 0.1) && quadratic.slope < -0.25;
    const asStated = near(quadratic, -1, 0.15);
    const text = `JΔθ: slope ${withError(linear)} (0 expected); Hessian term: ${withError(quadratic)} (−1 expected).`;
    return {
      grade: gradeOf(holds, asStated),
      because: holds && asStated ? text : `${text} At small a the network is not lazy yet and bends the law.`,
      numbers: {
        alpha: mediansOver(rows, 'alpha', 'linear.rms').x,
        linear: mediansOver(rows, 'alpha', 'linear.rms').medians,
        quadratic: mediansOver(rows, 'alpha', 'quadratic.rms').medians,
        ...lawNumbers('linear', linear, 0),
        ...lawNumbers('quadratic', quadratic, -1),
      },
    };
  },
});

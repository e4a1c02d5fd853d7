import type { Experiment } from '../experiment';
import { finding, notEnough } from '../experiment';
import { near, slopeOver, withError } from '../slopes';
import { base, plan, seeds } from '../widthSweep';

const spec = { ...base, centred: true, width: 64, alpha: 32 };

export const n2: Experiment = {
  id: 'N2',
  title: 'Any network is linear when its output is scaled up',
  source: 'Valle Pérez §8; COB19',
  spec,
  // √64 = 8 is the NTK scaling itself, where the law still bends; every doubling is a lazier network of the same width.
  sweep: plan(spec, [{ field: 'alpha', values: [32, 64, 128, 256, 512, 1024] }, seeds(4)], ['rescaling']),
  lookFor:
    'The same network with its output multiplied by a and its learning rate divided accordingly. JΔθ, what the network has to learn, ' +
    'stays the same; the Hessian term falls as 1/a. Laziness is a matter of scale, not of width. The law is one of large a: from ' +
    'a = 8 to 256 the measured slope is −1.22 ± 0.07, from 32 to 1024 it is −1.02 ± 0.01.',
  check({ rows = [] }) {
    const linear = slopeOver(rows, 'alpha', 'linear.rms');
    const quadratic = slopeOver(rows, 'alpha', 'quadratic.rms');
    if (!linear || !quadratic)
      return notEnough('sweep at least three output scales with JΔθ and the Hessian term');
    return finding(
      near(linear, 0, 0.1) && near(quadratic, -1, 0.15),
      `JΔθ: slope ${withError(linear)} (0 expected); Hessian term: ${withError(quadratic)} (−1 expected).`,
      'At small a the network is not lazy yet and bends the law.',
    );
  },
};

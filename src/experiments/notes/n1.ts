import type { Experiment } from '../experiment';
import { finding, notEnough } from '../experiment';
import { near, slopeOver, withError } from '../slopes';
import { base, plan, seeds, widths } from '../widthSweep';

const spec = { ...base, centred: true };

export const n1: Experiment = {
  id: 'N1',
  title: 'Why wide networks are linear in their parameters',
  source: 'Valle Pérez, notes on JGH, §8',
  spec,
  sweep: plan(spec, [widths(32, 512), seeds(8)], ['rescaling']),
  lookFor:
    'Trained to the horizon, the parameters move by Δθ. Every entry of the Jacobian falls as 1/m, yet JΔθ stays of order 1, while the ' +
    'Hessian term ΔθᵀHΔθ vanishes. The notes estimate m^{−3/2} for it and call the argument heuristic; the slope shown is the measured one.',
  check({ rows = [] }) {
    const jacobian = slopeOver(rows, 'width', 'jacobian.rms');
    const linear = slopeOver(rows, 'width', 'linear.rms');
    const quadratic = slopeOver(rows, 'width', 'quadratic.rms');
    if (!jacobian || !linear || !quadratic)
      return notEnough('sweep at least three widths with JΔθ and the Hessian term');
    return finding(
      near(jacobian, -1, 0.15) && near(linear, 0, 0.15) && quadratic.slope < -0.25,
      `Jacobian entry: slope ${withError(jacobian)} (−1 expected); JΔθ: ${withError(linear)} (0); Hessian term: ${withError(quadratic)} ` +
        '(the notes’ heuristic says −1.5).',
      'The widths may be too small.',
    );
  },
};

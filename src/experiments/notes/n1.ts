import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import { sweep } from '../needs';
import { lawNumbers, mediansOver, near, slopeOver, withError } from '../slopes';
import { base, plan, seeds, widths } from '../widthSweep';

const spec = { ...base, centred: true };

/** The notes' heuristic for the Hessian term. */
const heuristic = -1.5;

export const n1 = experiment({
  id: 'N1',
  title: 'Why wide networks are linear in their parameters',
  source: 'Valle Pérez, notes on JGH, §8',
  spec,
  needs: { rows: sweep(plan(spec, [widths(32, 512), seeds(8)], ['rescaling'])) },
  lookFor:
    'Trained to the horizon, the parameters move by Δθ. Every entry of the Jacobian falls as 1/m, yet JΔθ stays of order 1, while the ' +
    'Hessian term ΔθᵀHΔθ vanishes. The notes estimate m^{−3/2} for it and call the argument heuristic; the slope shown is the measured one.',
  check({ rows }) {
    const jacobian = slopeOver(rows, 'width', 'jacobian.rms');
    const linear = slopeOver(rows, 'width', 'linear.rms');
    const quadratic = slopeOver(rows, 'width', 'quadratic.rms');
    if (!jacobian || !linear || !quadratic)
      return undecided('sweep at least three widths with JΔθ and the Hessian term');
    const holds = near(jacobian, -1, 0.15) && near(linear, 0, 0.15) && quadratic.slope < -0.25;
    const asStated = near(quadratic, heuristic, 0.15);
    const text =
      `Jacobian entry: slope ${withError(jacobian)} (−1 expected); JΔθ: ${withError(linear)} (0 expected); ` +
      `Hessian term: ${withError(quadratic)}.`;
    return {
      grade: gradeOf(holds, asStated),
      because: !holds
        ? `${text} The widths may be too small.`
        : asStated
          ? `${text} The notes’ heuristic says −1.5.`
          : `${text} The Hessian term vanishes, but ${quadratic.slope > heuristic ? 'more slowly' : 'faster'} than the notes’ heuristic m^{−3/2} says.`,
      numbers: {
        width: mediansOver(rows, 'width', 'jacobian.rms').x,
        jacobian: mediansOver(rows, 'width', 'jacobian.rms').medians,
        linear: mediansOver(rows, 'width', 'linear.rms').medians,
        quadratic: mediansOver(rows, 'width', 'quadratic.rms').medians,
        ...lawNumbers('jacobian', jacobian, -1),
        ...lawNumbers('linear', linear, 0),
        ...lawNumbers('quadratic', quadratic, heuristic),
      },
    };
  },
});

import { requireSpec } from '../../protocol/validate';
import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import { sweep } from '../needs';
import { lawNumbers, mediansOver, near, slopeOver, withError } from '../slopes';
import { plan, seeds, widths } from '../widthSweep';

const spec = requireSpec({ width: 256, alpha: 'sqrt', tab: 'sweep' });

/** A step of fixed size in the function takes ‖Δθ‖ of order 1 at every width, and ‖θ(0)‖ grows as √m. */
const expected = -0.5;

export const fdz1 = experiment({
  id: 'FDZ1',
  title: 'Wider networks find their solution nearer to where they start',
  source: 'FDZ Figure 1',
  spec,
  needs: { rows: sweep(plan(spec, [widths(32, 1024), seeds(4)], ['motion'])) },
  lookFor:
    'The drawing in FDZ, measured: how far the trained parameters lie from the start, as a share of their size, against the width at α = √m. ' +
    'The distance falls with m, and about as m^{−1/2}: every neuron has to move less when more of them share the work.',
  check({ rows }) {
    const law = slopeOver(rows, 'width', 'motion');
    if (!law) return undecided('sweep at least three widths with the motion of the parameters');
    const { x, medians } = mediansOver(rows, 'width', 'motion');
    const holds = law.slope + 2 * (law.standardError || 0) < 0 && medians[medians.length - 1] < medians[0];
    return {
      grade: gradeOf(holds, near(law, expected, 0.1)),
      because:
        `The distance from the start goes from ${medians[0].toPrecision(3)} of the parameters’ size at m = ${x[0]} to ` +
        `${medians[medians.length - 1].toPrecision(3)} at m = ${x[x.length - 1]}: slope ${withError(law)}, where −0.5 is expected.`,
      numbers: { width: x, motion: medians, ...lawNumbers('motion', law, expected) },
    };
  },
});

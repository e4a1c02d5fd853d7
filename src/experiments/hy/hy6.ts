import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import { inHierarchy } from '../widthSweep';

/** Residuals this close to the kernel's rounding say nothing about a power of η. */
const roundOff = 1e-13;
/** A ratio of neighbours at step η is off 2^{j+1} by O(η). */
const slack = 0.15;

const spec = inHierarchy({ width: 128, optimizer: 'gd', lr: 0.5, horizon: 20 });

export const hy6 = experiment({
  id: 'HY6',
  title: 'One step of gradient descent, order by order',
  source: 'HY eq. 29, with its exponent and factorial corrected',
  spec,
  // Early in the run, where the step still moves the kernel by much more than rounding.
  needs: { kernels: { task: 'kernels', request: { spec, t: 2, order: 3 } } },
  lookFor:
    'The change of the kernel over one step, and what is left of it after each order of η. Halving η divides what is left after order j ' +
    'by 2^{j+1}: by 4, 8 and 16. The printed equation has another exponent and no factorial; the Taylor series is the one that works.',
  check({ kernels }) {
    const size = Math.sqrt(kernels.k2.reduce((sum, k) => sum + k * k, 0));
    const orders = [1, 2, 3].flatMap((j) => {
      // The smallest pair of steps that is still far above rounding.
      const usable = kernels.discrete.filter(({ residuals }) => residuals[j] > 1e3 * roundOff * size);
      if (usable.length < 2) return [];
      const [before, after] = usable.slice(-2);
      return [{ j, exponent: Math.log2(before.residuals[j] / after.residuals[j]) }];
    });
    if (orders.length === 0) return undecided('the change of the kernel is lost in rounding');
    const holds = orders.every(({ j, exponent }) => Math.abs(exponent - (j + 1)) < slack);
    const text = `What is left falls as ${orders.map(({ j, exponent }) => `η^{${exponent.toFixed(2)}} after order ${j}`).join(', ')}.`;
    return {
      grade: gradeOf(holds),
      because: holds
        ? text
        : `${text} Expected are the exponents 2, 3 and 4: the step may be too large, or the activation not smooth.`,
      numbers: {
        order: orders.map(({ j }) => j),
        exponent: orders.map(({ exponent }) => exponent),
        eta: kernels.discrete.map(({ eta }) => eta),
        ...Object.fromEntries(
          [0, 1, 2, 3].map((j) => [`left.${j}`, kernels.discrete.map(({ residuals }) => residuals[j])]),
        ),
      },
    };
  },
});

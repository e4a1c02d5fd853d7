import type { Experiment } from '../experiment';
import { finding, notEnough } from '../experiment';
import { inHierarchy } from '../widthSweep';

/** Residuals this close to the kernel's rounding say nothing about a power of η. */
const roundOff = 1e-13;
/** A ratio of neighbours at step η is off 2^{j+1} by O(η). */
const slack = 0.15;

export const hy6: Experiment = {
  id: 'HY6',
  title: 'One step of gradient descent, order by order',
  source: 'HY eq. 29, with its exponent and factorial corrected',
  spec: inHierarchy({ width: 128, optimizer: 'gd', lr: 0.5, horizon: 20 }),
  lookFor:
    'The change of the kernel over one step, and what is left of it after each order of η. Halving η divides what is left after order j ' +
    'by 2^{j+1}: by 4, 8 and 16. The printed equation has another exponent and no factorial; the Taylor series is the one that works.',
  check({ analysis }) {
    if (!analysis) return notEnough('the kernels at a moment of the run');
    const size = Math.sqrt(analysis.k2.reduce((sum, k) => sum + k * k, 0));
    const orders = [1, 2, 3].flatMap((j) => {
      // The smallest pair of steps that is still far above rounding.
      const usable = analysis.discrete.filter(({ residuals }) => residuals[j] > 1e3 * roundOff * size);
      if (usable.length < 2) return [];
      const [before, after] = usable.slice(-2);
      const exponent = halvings(before.residuals[j] / after.residuals[j]);
      return [{ j, exponent }];
    });
    if (orders.length === 0)
      return notEnough('the change of the kernel is lost in rounding: look at an earlier time');
    return finding(
      orders.every(({ j, exponent }) => Math.abs(exponent - (j + 1)) < slack),
      `What is left falls as ${orders.map(({ j, exponent }) => `η^{${exponent.toFixed(2)}} after order ${j}`).join(', ')}.`,
      'Expected are the exponents 2, 3 and 4: the step may be too large, or the activation not smooth.',
    );
  },
};

/** log₂ of a positive ratio. */
function halvings(ratio: number): number {
  return Math.log2(ratio);
}

import { arraySpace } from '../../theory/ode/arraySpace';
import { Dop853 } from '../../theory/ode/dop853';
import type { HierarchyAnalysis } from '../../protocol/analysis';
import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import { run as runOf } from '../needs';
import type { RunNumbers } from '../runNumbers';
import { testLoss } from '../testLoss';
import { inHierarchy } from '../widthSweep';

/** The system and the page's p = 3 are integrated to 1e-9; what is left after a run is a few of that. */
const agreement = 1e-7;

/**
 * Biases make the target learnable: without them a tanh network is odd, and f*(γ) = 0.8 cos 2γ + … is even on the antipodal points of the
 * circle, so that no width and no time brings the loss below half the mean square of f*'s even part.
 */
const spec = inHierarchy({
  dataset: 'circle',
  n: 6,
  d: 2,
  target: 'mix',
  width: 128,
  depth: 2,
  sigmaW: 1.5,
  sigmaB: 0.5,
  horizon: 30,
  centred: true,
});

export const hy4 = experiment({
  id: 'HY4',
  title: 'When does the kernel’s change help?',
  source: 'HY eq. 30, open question 3',
  spec,
  needs: { run: runOf(spec), kernels: { task: 'kernels', request: { spec, t: 0, order: 3 } } },
  lookFor:
    'Truncated at p = 3 the hierarchy closes in the residual r and its integral R: r′ = −K_0 r/n + K_0⁽³⁾[R, r]/n², R′ = r. It is the ' +
    'smallest theory in which the kernel moves. Compare its training and test loss with the kernel regression of p = 2: the change need not help both.',
  check({ run, kernels }) {
    const { nn, nth3: moving, linearised: fixed } = run.series;
    if (!nn || !moving || !fixed) return undecided('a run with the network, p = 2 and p = 3');
    if (run.header.spec.loss !== 'square' || run.header.spec.expansion !== 0 || kernels.t !== 0)
      return undecided('the system is for the square loss and the expansion point 0');
    const gap = residualSystemGap(run, kernels);
    const last = Math.min(nn.count, moving.count, fixed.count) - 1;
    const train = { network: nn.loss[last], moving: moving.loss[last], fixed: fixed.loss[last] };
    const loss = testLoss(run, last);
    const test = loss && { network: loss(nn.probe), moving: loss(moving.probe), fixed: loss(fixed.probe) };
    return {
      grade: gradeOf(gap < agreement),
      because: [
        `The system in r and R agrees with p = 3 to ${say(gap)}${gap < agreement ? '' : ', more than their integration explains'}.`,
        `Training loss at t = ${say(run.header.times[last])}: ${compared(train)}`,
        ...(test ? [`Test loss: ${compared(test)}`] : []),
      ].join(' '),
      numbers: {
        systemGap: gap,
        'train.network': train.network,
        'train.p3': train.moving,
        'train.p2': train.fixed,
        'test.network': test && test.network,
        'test.p3': test && test.moving,
        'test.p2': test && test.fixed,
      },
    };
  },
});

interface Losses {
  readonly network: number;
  /** p = 3, and p = 2. */
  readonly moving: number;
  readonly fixed: number;
}

/** Lower is better for a learner, nearer to the network for a theory: both are said. */
function compared({ network, moving, fixed }: Losses): string {
  const helps = moving < fixed ? 'lowers it' : 'does not lower it';
  const nearer = Math.abs(moving - network) < Math.abs(fixed - network) ? 'nearer to' : 'no nearer to';
  return `${say(moving)} with the kernel’s change, ${say(fixed)} without; the change ${helps}, and is ${nearer} the network’s ${say(network)}.`;
}

function say(value: number): string {
  return value.toPrecision(2);
}

/**
 * Largest difference between p = 3 and the (r, R) system over the training points and recorded times, relative to the largest target:
 * r′ = −(c/n) K_0 r + (c/n)² K_0⁽³⁾[R, r], R′ = r, with c the lazy factor.
 */
export function residualSystemGap(run: RunNumbers, { n, k2, k3, lazyFactor: c }: HierarchyAnalysis): number {
  const { times, y } = run.header;
  const frames = run.series.nth3;
  if (!frames) return NaN;
  const rate = c / n;
  const field = (_: number, state: Float64Array): Float64Array => {
    const change = new Float64Array(2 * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let kernel = k2[i * n + j];
        for (let k = 0; k < n; k++) kernel -= rate * k3[(i * n + j) * n + k] * state[n + k];
        change[i] -= rate * kernel * state[j];
      }
      change[n + i] = state[i];
    }
    return change;
  };
  const start = new Float64Array(2 * n);
  let scale = 0;
  for (let i = 0; i < n; i++) {
    start[i] = frames.train[i] - y[i];
    scale = Math.max(scale, Math.abs(y[i]), Math.abs(start[i]));
  }
  const solver = new Dop853(arraySpace, field, 0, start, { rtol: 1e-11, atol: 1e-12 * scale });
  let worst = 0;
  for (let f = 1; f < frames.count; f++) {
    solver.advanceTo(times[f]);
    for (let i = 0; i < n; i++)
      worst = Math.max(worst, Math.abs(solver.state[i] + y[i] - frames.train[f * n + i]) / scale);
  }
  return worst;
}

import { makeData } from '../../theory/data/makeData';
import { arraySpace } from '../../theory/ode/arraySpace';
import { Dop853 } from '../../theory/ode/dop853';
import type { HierarchyAnalysis } from '../../protocol/analysis';
import type { Experiment, RunNumbers } from '../experiment';
import { finding, notEnough } from '../experiment';
import { inHierarchy } from '../widthSweep';

/** The system and the page's p = 3 are integrated to 1e-9; what is left after a run is a few of that. */
const agreement = 1e-7;

export const hy4: Experiment = {
  id: 'HY4',
  title: 'When does the kernel’s change help?',
  source: 'HY eq. 30, open question 3',
  spec: inHierarchy({
    dataset: 'circle',
    n: 6,
    d: 2,
    target: 'mix',
    width: 128,
    depth: 2,
    horizon: 30,
    centred: true,
  }),
  lookFor:
    'Truncated at p = 3 the hierarchy closes in the residual r and its integral R: r′ = −K_0 r/n + K_0⁽³⁾[R, r]/n², R′ = r. It is the ' +
    'smallest theory in which the kernel moves. Compare its training and test loss with the kernel regression of p = 2: the change need not help both.',
  check({ run, analysis }) {
    const trained = run?.series.nth3;
    const regression = run?.series.linearised;
    if (!run || !analysis || analysis.t !== 0 || !trained || !regression)
      return notEnough('the kernels at t = 0 and a run with p = 2 and p = 3');
    if (run.header.spec.loss !== 'square' || run.header.spec.expansion !== 0)
      return notEnough('the system is for the square loss and the expansion point 0');
    const gap = residualSystemGap(run, analysis);
    const last = Math.min(trained.count, regression.count) - 1;
    const test = testLosses(run, last);
    const [more, less] = [trained.loss[last], regression.loss[last]];
    const testText = test
      ? ` Test loss ${say(test.moving)} with the kernel’s change, ${say(test.fixed)} without: it ${test.moving < test.fixed ? 'helps' : 'does not help'}.`
      : '';
    return finding(
      gap < agreement,
      `The system in r and R agrees with p = 3 to ${say(gap)}. Training loss at the end ${say(more)} with the kernel’s change, ` +
        `${say(less)} without: it ${more < less ? 'helps' : 'does not help'}.${testText}`,
      'The two differ by more than their integration.',
    );
  },
};

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

/** Mean ½(f − y)² over the probe points where the target is known there. */
function testLosses(run: RunNumbers, frame: number): { moving: number; fixed: number } | null {
  const { spec, p } = run.header;
  const data = makeData({
    dataset: spec.dataset,
    n: spec.n,
    d: spec.d,
    target: spec.target,
    noise: spec.noise,
    seed: spec.dataSeed,
    labels: 'real',
    points: spec.points,
  });
  const targets = data.yProbe;
  if (targets === null) return null;
  const loss = (probe: Float64Array): number => {
    let sum = 0;
    for (let k = 0; k < p; k++)
      sum += (probe[frame * p + k] - targets[k]) * (probe[frame * p + k] - targets[k]);
    return sum / (2 * p);
  };
  const [moving, fixed] = [run.series.nth3, run.series.linearised];
  return moving && fixed ? { moving: loss(moving.probe), fixed: loss(fixed.probe) } : null;
}

import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import { sweep } from '../needs';
import { meanOf } from '../rowMeans';
import { base, plan, seeds } from '../widthSweep';

const spec = {
  ...base,
  dataset: 'digits' as const,
  n: 96,
  d: 64,
  target: 'xor' as const,
  preset: 'ntk-alpha' as const,
  depth: 1,
  width: 256,
  activation: 'erf' as const,
  sigmaW: 1.5,
  sigmaB: 0.3,
  alpha: 0.5,
  horizon: 100,
};

export const fdz8 = experiment({
  id: 'FDZ8',
  title: 'Training gives the first layer a structure that random weights lack',
  source: 'FDZ Figure 8, §VI',
  spec,
  needs: { rows: sweep(plan(spec, [seeds(4)], ['firstLayer'])) },
  lookFor:
    'The paper shows first-layer weights as pictures: noise before training, patterns after it. Here the pattern is measured: after training fewer ' +
    'directions carry the weights, the leading one more of them, and they lie along the directions in which the digits vary.',
  check({ rows }) {
    const [top, rank, inputs] = (['top', 'rank', 'inputs'] as const).map((name) =>
      (['0', 'T', 'change'] as const).map((when) => meanOf(rows, `w1.${name}.${when}`)?.mean ?? NaN),
    );
    if ([...top, ...rank, ...inputs].some((value) => !Number.isFinite(value)))
      return undecided('trained networks with their first layer');
    const holds = top[1] > top[0] && rank[1] < rank[0] && inputs[1] > inputs[0];
    const percent = (share: number): string => `${(100 * share).toPrecision(2)} %`;
    return {
      grade: gradeOf(holds),
      because:
        `From t = 0 to t = ${spec.horizon} the leading direction’s share of ‖W¹‖² goes from ${percent(top[0])} to ${percent(top[1])}, the effective rank ` +
        `from ${rank[0].toFixed(1)} to ${rank[1].toFixed(1)} of ${spec.d}, and the weights’ mean square along the inputs from ${inputs[0].toFixed(2)} to ` +
        `${inputs[1].toFixed(2)} of that of random directions. The change itself has effective rank ${rank[2].toFixed(1)}.`,
      numbers: Object.fromEntries(
        [top, rank, inputs].flatMap((values, k) =>
          (['0', 'T', 'change'] as const).map((when, i) => [
            `${['top', 'rank', 'inputs'][k]}.${when}`,
            values[i],
          ]),
        ),
      ),
    };
  },
});

import type { SweepRow } from '../../protocol/sweep';
import { log } from '../../theory/elementary/log';
import { quartiles } from '../../theory/statistics/quartiles';
import { plural } from '../../theory/plural';
import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import { sweep } from '../needs';
import { base, plan, seeds } from '../widthSweep';

/** A relative change of the median below this is within the scatter of four seeds. */
const change = 0.1;
/** The corollary's exponent, in units of λ = λ_min(K_0/n): Σ g² ≲ n e^{−λt/2}. A mode of a still kernel decays with 2λ. */
const statedRate = 0.5;
/** Rates that differ by less than this factor count as the same exponent. */
const sameRate = 1.2;

const spec = { ...base, width: 256, depth: 1 };

export const hy7 = experiment({
  id: 'HY7',
  title: 'The loss falls at a linear rate set by λ_min',
  source: 'HY Corollary 2.5',
  spec,
  needs: {
    rows: sweep(plan(spec, [{ field: 'depth', values: [1, 2, 3, 4] }, seeds(4)], ['loss', 'spectrum'])),
  },
  lookFor:
    'At the horizon the loss lies below L(0) e^{−λT/2} with λ the smallest eigenvalue of K_0/n. HY expect λ to grow with the depth, ' +
    'since the kernel is a sum of H + 1 positive parts.',
  check({ rows }) {
    const decided = rows.filter(({ values }) => values['loss.final'] != null && values['loss.bound'] != null);
    if (decided.length === 0) return undecided('sweep depth and seeds with the loss and its bound');
    const below = decided.filter(
      ({ values }) => Number(values['loss.final']) <= Number(values['loss.bound']),
    ).length;
    const holds = below === decided.length;
    const lambda = byDepth(rows, ({ values }) => values['lambda.min'] ?? NaN);
    const rate = byDepth(decided, rateOf);
    const fastest = Math.max(...rate.map(({ median }) => median));
    const asStated = rate.length === 0 || fastest < sameRate * statedRate;
    const rates = rate.map(({ depth, median }) => `${depth}: ${median.toFixed(2)}`).join(', ');
    return {
      grade: gradeOf(holds, asStated),
      because: [
        `The loss is below the bound in ${below} of ${plural(decided.length, 'run')}.`,
        ...(holds
          ? []
          : ['Above it the width is too small for this λ: the corollary asks for m ≥ C (n/λ)³.']),
        ...(rate.length > 0
          ? [`Its mean rate of decay in units of λ is, by depth, ${rates}, where the bound has 0.5.`]
          : []),
        ...depthSentence(lambda),
      ].join(' '),
      numbers: {
        runs: decided.length,
        below,
        depth: lambda.map(({ depth }) => depth),
        'lambda.min': lambda.map(({ median }) => median),
        'rate.overLambda': rate.map(({ median }) => median),
        'rate.stated': statedRate,
      },
    };
  },
});

/** −log(L(T)/L(0))/(λT), by way of the bound L(0) e^{−λT/2}, which holds λT. */
function rateOf({ values }: SweepRow): number {
  const [initial, final, bound] = ['loss.initial', 'loss.final', 'loss.bound'].map((name) =>
    Number(values[name] ?? NaN),
  );
  return (statedRate * log(final / initial)) / log(bound / initial);
}

function depthSentence(lambda: readonly { depth: number; median: number }[]): string[] {
  if (lambda.length < 2) return [];
  const growth = lambda[lambda.length - 1].median / lambda[0].median;
  const values = lambda.map(({ depth, median }) => `${depth}: ${median.toPrecision(2)}`).join(', ');
  const verdict =
    growth > 1 + change
      ? 'it grows, as HY expect'
      : growth < 1 - change
        ? 'it shrinks, where HY expect it to grow'
        : 'it hardly changes, where HY expect it to grow';
  return [`Median λ_min(K_0/n) by depth: ${values}; ${verdict}.`];
}

function byDepth(
  rows: readonly SweepRow[],
  value: (row: SweepRow) => number,
): { depth: number; median: number }[] {
  const depths = [...new Set(rows.map(({ overrides }) => Number(overrides.depth)))].sort((a, b) => a - b);
  return depths.flatMap((depth) => {
    const found = quartiles(rows.filter(({ overrides }) => Number(overrides.depth) === depth).map(value));
    return found ? [{ depth, median: found.median }] : [];
  });
}

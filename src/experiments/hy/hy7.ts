import type { SweepRow } from '../../protocol/sweep';
import { quartiles } from '../../theory/statistics/quartiles';
import type { Experiment } from '../experiment';
import { finding, notEnough } from '../experiment';
import { base, plan, seeds } from '../widthSweep';

/** A relative change of the median below this is within the scatter of four seeds. */
const change = 0.1;

const spec = { ...base, width: 256, depth: 1 };

export const hy7: Experiment = {
  id: 'HY7',
  title: 'The loss falls at a linear rate set by λ_min',
  source: 'HY Corollary 2.5',
  spec,
  sweep: plan(spec, [{ field: 'depth', values: [1, 2, 3, 4] }, seeds(4)], ['loss', 'spectrum']),
  lookFor:
    'At the horizon the loss lies below L(0) e^{−λT/2} with λ the smallest eigenvalue of K_0/n. HY expect λ to grow with the depth, ' +
    'since the kernel is a sum of H + 1 positive parts.',
  check({ rows = [] }) {
    const decided = rows.filter(({ values }) => values['loss.final'] != null && values['loss.bound'] != null);
    if (decided.length === 0) return notEnough('sweep depth and seeds with the loss and its bound');
    const below = decided.filter(
      ({ values }) => Number(values['loss.final']) <= Number(values['loss.bound']),
    );
    const lambda = byDepth(rows);
    const growth = lambda.length > 1 ? lambda[lambda.length - 1].median / lambda[0].median : 1;
    const spectrum =
      lambda.length > 1
        ? ` Median λ_min(K_0/n) by depth: ${lambda.map(({ depth, median }) => `${depth}: ${median.toPrecision(2)}`).join(', ')}; it ${growth > 1 + change ? 'grows' : growth < 1 - change ? 'shrinks' : 'hardly changes'}.`
        : '';
    return finding(
      below.length === decided.length,
      `The loss is below the bound in ${below.length} of ${decided.length} runs.${spectrum}`,
      'Above it the width is too small for this λ: the corollary asks for m ≥ C (n/λ)³.',
    );
  },
};

function byDepth(rows: readonly SweepRow[]): { depth: number; median: number }[] {
  const depths = [...new Set(rows.map(({ overrides }) => Number(overrides.depth)))].sort((a, b) => a - b);
  return depths.flatMap((depth) => {
    const values = rows
      .filter(({ overrides }) => Number(overrides.depth) === depth)
      .map(({ values: of }) => of['lambda.min'] ?? NaN);
    const found = quartiles(values);
    return found && depth === depth ? [{ depth, median: found.median }] : [];
  });
}

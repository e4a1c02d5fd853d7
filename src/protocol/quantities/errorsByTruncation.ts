import { predictors, truncationNames } from '../predictors';
import { networkEnd, type QuantityPanel, type SweepQuantity, type WidthGuide } from './quantity';

/** HY Theorem 2.6 is for even p, ‖f − f̃⁽ᵖ⁾‖ ~ m^{−p/2}; an odd p is no better than the even one below it. */
function guideOf(p: number): WidthGuide {
  const even = p - (p % 2);
  return { slope: -even / 2, label: `m${['⁻¹', '⁻²'][even / 2 - 1]} (HY Thm 2.6, p = ${even})` };
}

/** One error for every level p at which the hierarchy is truncated. */
export function errorsByTruncation(name: string, what: string, panel: QuantityPanel): SweepQuantity[] {
  return truncationNames.map((hue) => {
    const p = predictors[hue].order;
    return {
      name: `${name}.p${p}`,
      label: `p = ${p}`,
      heading: `${what}, p = ${p}`,
      panel,
      guide: guideOf(p),
      hue,
      endedBy: p === 2 ? [networkEnd] : [networkEnd, `diverged.p${p}`],
    };
  });
}

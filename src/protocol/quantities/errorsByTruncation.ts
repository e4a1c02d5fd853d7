import { networkEnd, type QuantityPanel, type SweepQuantity, type WidthGuide } from './quantity';

/** HY Theorem 2.6 is for even p, ‖f − f̃⁽ᵖ⁾‖ ~ m^{−p/2}; an odd p is no better than the even one below it. */
const truncations = [
  { p: 2, hue: 'linearised', guide: { slope: -1, label: 'm⁻¹ (HY Thm 2.6, p = 2)' } },
  { p: 3, hue: 'nth3', guide: { slope: -1, label: 'm⁻¹ (HY Thm 2.6, p = 2)' } },
  { p: 4, hue: 'nth4', guide: { slope: -2, label: 'm⁻² (HY Thm 2.6, p = 4)' } },
  { p: 5, hue: 'nth5', guide: { slope: -2, label: 'm⁻² (HY Thm 2.6, p = 4)' } },
] as const satisfies readonly { p: number; hue: string; guide: WidthGuide }[];

/** One error for every level p at which the hierarchy is truncated. */
export function errorsByTruncation(name: string, what: string, panel: QuantityPanel): SweepQuantity[] {
  return truncations.map(({ p, hue, guide }) => ({
    name: `${name}.p${p}`,
    label: `p = ${p}`,
    heading: `${what}, p = ${p}`,
    panel,
    guide,
    hue,
    endedBy: p === 2 ? [networkEnd] : [networkEnd, `diverged.p${p}`],
  }));
}

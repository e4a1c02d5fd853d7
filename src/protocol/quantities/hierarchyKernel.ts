import type { QuantityFamily, QuantityPanel, WidthGuide } from './quantity';

const panel: QuantityPanel = { title: 'Hierarchy kernels', axis: 'largest entry', unit: '' };

const order = { 3: '⁽³⁾', 4: '⁽⁴⁾', 5: '⁽⁵⁾' };

/** max |K⁽ʳ⁾| and RMS K⁽ʳ⁾ over the training indices at t₀, without the lazy factor. Source: HY Theorem 2.3, m^{1−r/2}. */
export function hierarchyKernel(r: 3 | 4 | 5, label: string, guide: WidthGuide): QuantityFamily {
  const shared = { guide, hue: null, endedBy: [] };
  const [most, rms] = [`max |K${order[r]}|`, `RMS K${order[r]}`];
  return {
    label,
    quantities: [
      { ...shared, name: `k${r}.max`, label: most, heading: most, panel },
      { ...shared, name: `k${r}.rms`, label: rms, heading: rms, panel: null },
    ],
  };
}

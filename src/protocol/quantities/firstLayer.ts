import { networkEnd, type QuantityFamily, type QuantityPanel, type SweepQuantity } from './quantity';

function atBothEnds(name: string, what: string, panel: QuantityPanel): SweepQuantity[] {
  return (['0', 'T', 'change'] as const).map((when) => {
    const label = `${what}, ${when === 'change' ? 'change' : `t = ${when}`}`;
    const endedBy = when === '0' ? [] : [networkEnd];
    return { name: `w1.${name}.${when}`, label, heading: label, panel, guide: null, hue: null, endedBy };
  });
}

/** The spectrum of the first layer's weights W¹ before and after training, and of their change. Source: FDZ Figure 8. */
export const firstLayer: QuantityFamily = {
  label: 'First-layer weights',
  quantities: [
    ...atBothEnds('top', 'leading share', {
      title: 'Leading direction of W¹',
      axis: 'share of ‖W¹‖²',
      unit: '',
    }),
    ...atBothEnds('rank', 'effective rank', { title: 'Effective rank of W¹', axis: 'directions', unit: '' }),
    ...atBothEnds('inputs', 'along the inputs', {
      title: 'W¹ along the inputs',
      axis: 'mean square over that of random directions',
      unit: '',
    }),
  ],
};

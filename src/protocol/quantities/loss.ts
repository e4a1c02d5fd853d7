import { networkEnd, type QuantityFamily } from './quantity';

const shared = { panel: { title: 'Loss', axis: 'loss', unit: '' }, guide: null, hue: null };
const bound = 'HY Cor 2.5: L(0) e^{−λT/2}';

/** The loss at both ends of the run, and what HY's Corollary 2.5 bounds the last by. */
export const loss: QuantityFamily = {
  label: 'Loss and its bound',
  quantities: [
    { ...shared, name: 'loss.initial', label: 'L(0)', heading: 'L(0)', endedBy: [] },
    { ...shared, name: 'loss.final', label: 'L(T)', heading: 'L(T)', endedBy: [networkEnd] },
    { ...shared, name: 'loss.bound', label: bound, heading: bound, endedBy: [] },
  ],
};

import { networkEnd, type QuantityFamily, type SweepQuantity } from './quantity';

function size(name: string, label: string): SweepQuantity {
  const panel = { title: 'Rescaling', axis: 'size', unit: '' };
  return { name, label, heading: label, panel, guide: null, hue: null, endedBy: [networkEnd] };
}

/** How the outputs' change splits into the part linear in Δθ and the Hessian's. */
export const rescaling: QuantityFamily = {
  label: 'JΔθ and Hessian term',
  quantities: [
    size('jacobian.rms', 'RMS entry of J'),
    size('linear.rms', 'J Δθ'),
    size('quadratic.rms', 'Δθ^T H Δθ'),
  ],
};

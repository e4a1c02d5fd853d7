import { networkEnd, type QuantityFamily } from './quantity';

const shared = {
  panel: { title: 'Parameter motion', axis: 'relative to the start, at t = T', unit: '' },
  guide: null,
  hue: null,
  endedBy: [networkEnd],
};

/** ‖θ(T) − θ(0)‖/‖θ(0)‖ of all parameters, of the hidden layers (θ) and of the output layer (u). */
export const motion: QuantityFamily = {
  label: 'Parameter motion',
  quantities: [
    { ...shared, name: 'motion', label: 'all parameters', heading: 'motion' },
    { ...shared, name: 'motion.hidden', label: 'hidden layers, θ', heading: 'motion of θ' },
    { ...shared, name: 'motion.output', label: 'output layer, u', heading: 'motion of u' },
  ],
};

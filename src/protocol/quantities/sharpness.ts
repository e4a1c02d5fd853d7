import { networkEnd, type QuantityFamily, type SweepQuantity } from './quantity';

const panel = { title: 'Sharpness', axis: 'λ_{max}(D^{1/2} H D^{1/2})', unit: '1/t' };

function moment(name: string, label: string, endedBy: readonly string[]): SweepQuantity {
  return { name, label, heading: label, panel, guide: null, hue: null, endedBy };
}

/** Largest eigenvalue of the loss's Hessian in units of the learning rate, D = c η_ℓ, along the run. */
export const sharpness: QuantityFamily = {
  label: 'Sharpness',
  quantities: [
    moment('sharpness.initial', 'sharpness at t = 0', []),
    moment('sharpness.max', 'largest sharpness', []),
    moment('sharpness.final', 'sharpness at t = T', [networkEnd]),
    {
      name: 'sharpness.share',
      label: 'sharpness / edge',
      heading: 'sharpness over its edge at t = T',
      panel: { title: 'Sharpness over its edge', axis: 'sharpness × η/2 at t = T', unit: '' },
      guide: null,
      hue: null,
      endedBy: [networkEnd],
    },
  ],
};

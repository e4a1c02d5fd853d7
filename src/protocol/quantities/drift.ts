import { driftGuide, networkEnd, type QuantityFamily } from './quantity';

/** ‖K_T − K_0‖_F/‖K_0‖_F at the horizon, and its largest value on the way. */
export const drift: QuantityFamily = {
  label: 'Kernel drift',
  quantities: [
    {
      name: 'drift',
      label: '‖K_T − K_0‖/‖K_0‖',
      heading: '‖K_T − K_0‖/‖K_0‖',
      panel: { title: 'Kernel drift', axis: 'relative, at t = T', unit: '' },
      guide: driftGuide,
      hue: null,
      endedBy: [networkEnd],
    },
    {
      name: 'drift.max',
      label: 'largest drift',
      heading: 'largest drift',
      panel: null,
      guide: driftGuide,
      hue: null,
      endedBy: [networkEnd],
    },
  ],
};

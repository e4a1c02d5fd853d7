import { driftGuide, type QuantityFamily } from './quantity';

const panel = { title: 'Rate of the kernel', axis: 'rate of the kernel', unit: '1/t' };

/** ‖∂_tK⁽²⁾‖_F at t₀, from K⁽³⁾, and that over ‖K⁽²⁾‖_F. */
export const rate: QuantityFamily = {
  label: 'Rate ∂ₜK',
  quantities: [
    {
      name: 'rate',
      label: '‖∂_tK⁽²⁾‖',
      heading: '‖∂_tK⁽²⁾‖',
      panel,
      guide: driftGuide,
      hue: null,
      endedBy: [],
    },
    {
      name: 'rate.relative',
      label: '‖∂_tK⁽²⁾‖/‖K⁽²⁾‖',
      heading: '‖∂_tK⁽²⁾‖/‖K⁽²⁾‖',
      panel,
      guide: driftGuide,
      hue: null,
      endedBy: [],
    },
  ],
};

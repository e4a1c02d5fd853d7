import { errorsByTruncation } from './errorsByTruncation';
import type { QuantityFamily } from './quantity';

/** Largest RMS of f̃⁽ᵖ⁾ − f over the probe points, up to the horizon. */
export const probeErrors: QuantityFamily = {
  label: 'Errors at probe points',
  quantities: errorsByTruncation('probeError', 'probe error', {
    title: 'Truncation error at probe points',
    axis: 'largest RMS error',
    unit: '',
  }),
};

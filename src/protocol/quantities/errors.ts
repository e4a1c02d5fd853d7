import { errorsByTruncation } from './errorsByTruncation';
import type { QuantityFamily } from './quantity';

/** Largest RMS of f̃⁽ᵖ⁾ − f over the training points, and largest ‖K̃_t − K_t‖_F/‖K_t‖_F, up to the horizon. */
export const errors: QuantityFamily = {
  label: 'Truncation errors',
  quantities: [
    ...errorsByTruncation('error', 'error', {
      title: 'Truncation error',
      axis: 'largest RMS error',
      unit: '',
    }),
    ...errorsByTruncation('kernelError', 'kernel error', {
      title: 'Predicted kernel, error',
      axis: 'largest relative error',
      unit: '',
    }),
  ],
};

import { networkEnd, type QuantityFamily } from './quantity';

/** The end of the mean field itself, where it diverged. */
export const meanFieldEnd = 'diverged.meanField';

/** How far the network is from its own limit m → ∞ at this α, over the probe points. */
export const meanFieldError: QuantityFamily = {
  label: 'Error of the mean field',
  quantities: [
    {
      name: 'meanFieldError',
      label: 'mean-field error',
      heading: 'mean-field error',
      panel: { title: 'Mean field and network at probe points', axis: 'RMS at t = T', unit: '' },
      guide: { slope: -0.5, label: 'm^{−½} at fixed α' },
      hue: 'meanField',
      endedBy: [networkEnd, meanFieldEnd],
    },
    {
      name: 'meanFieldError.sampling',
      label: 'sampling error of the mean field',
      heading: 'sampling error of the mean field',
      panel: { title: 'Mean field and network at probe points', axis: 'RMS at t = T', unit: '' },
      guide: null,
      hue: null,
      endedBy: [networkEnd, meanFieldEnd],
    },
  ],
};

import type { QuantityFamily, SweepQuantity } from './quantity';

function eigenvalue(name: string, label: string): SweepQuantity {
  const panel = { title: 'Spectrum of K', axis: 'eigenvalues of cK/n', unit: '' };
  return { name, label, heading: label, panel, guide: null, hue: null, endedBy: [] };
}

/** Extreme eigenvalues of the lazy kernel c K/n at t₀, c = m/α² where time is lazy and 1 otherwise: rates of decay in t. */
export const spectrum: QuantityFamily = {
  label: 'Spectrum',
  quantities: [eigenvalue('lambda.min', 'λ_{min}(cK/n)'), eigenvalue('lambda.max', 'λ_{max}(cK/n)')],
};

import type { ExperimentSpec } from '../../protocol/experimentSpec';

/** Whether the preset's hidden layers, and its output layer, have biases (MATH §1). */
function biases(spec: ExperimentSpec): { readonly hidden: boolean; readonly output: boolean } {
  switch (spec.preset) {
    case 'jacot':
    case 'hayou':
      return { hidden: spec.sigmaB > 0, output: spec.sigmaB > 0 };
    case 'ntk-alpha':
      return { hidden: spec.sigmaB > 0, output: false };
    case 'standard':
      return { hidden: true, output: true };
    case 'huang-yau':
    case 'fang':
    case 'mup':
      return { hidden: false, output: false };
  }
}

/** P = m d + (H − 1) m² + m, and the biases the preset has. */
export function parameterCount(spec: ExperimentSpec): number {
  const { width: m, depth: H, d } = spec;
  const { hidden, output } = biases(spec);
  return m * d + (H - 1) * m * m + m + (hidden ? H * m : 0) + (output ? 1 : 0);
}

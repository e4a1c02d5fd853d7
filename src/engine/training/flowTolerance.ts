import type { ActivationName } from '../../theory/activations/names';

export interface FlowTolerance {
  /** Largest change of a training output that the error of one step may cause, for targets of size 1. */
  readonly tolerance: number;
  /** 8: DOP853, for smooth fields; 5: Dormand–Prince. */
  readonly order: 5 | 8;
}

/**
 * Default tolerances of the gradient flow. Where φ′ jumps (relu, leakyRelu, abs) the field itself jumps whenever a neuron
 * passes its kink, and where φ″ jumps (elu) its slope does: no order helps there and the controller would shrink h without
 * end, so the pair is of low order and the tolerance loose.
 */
export function flowTolerance(activation: ActivationName, backend: 'float64' | 'webgpu'): FlowTolerance {
  if (backend === 'webgpu') return { tolerance: 1e-4, order: 5 };
  switch (activation) {
    case 'relu':
    case 'leakyRelu':
    case 'abs':
      return { tolerance: 1e-5, order: 5 };
    case 'elu':
      return { tolerance: 1e-7, order: 5 };
    default:
      return { tolerance: 1e-9, order: 8 };
  }
}

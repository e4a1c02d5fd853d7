import { activations } from '../../theory/activations/activations';
import type { ActivationName } from '../../theory/activations/names';

export interface FlowTolerance {
  /** Largest change of a training output that the error of one step may cause, for targets of size 1. */
  readonly tolerance: number;
  /** 8: DOP853, for smooth fields; 5: Dormand–Prince. */
  readonly order: 5 | 8;
  /** Steps of h · λ up to this are accepted whatever their error, λ = lazy · max_x K_t(x, x) ≥ the flow's fastest rate. */
  readonly shortest: number;
}

/**
 * Default tolerances of the gradient flow. Where φ′ jumps the field jumps whenever a neuron passes
 * its kink, and a neuron can be held there for ever, pushed back from both sides: no step is short enough, so steps
 * short against every rate of the flow are simply accepted (`KinkedFlow` does better while it can). Where a higher derivative jumps
 * (elu) a low order gives outputs to 1e-7.
 */
export function flowTolerance(activation: ActivationName, backend: 'float64' | 'webgpu'): FlowTolerance {
  if (backend === 'webgpu') return { tolerance: 1e-4, order: 5, shortest: 0.3 };
  const { smoothness } = activations[activation];
  if (smoothness === 0) return { tolerance: 1e-4, order: 5, shortest: 0.3 };
  if (smoothness < Infinity) return { tolerance: 1e-9, order: 5, shortest: 0 };
  return { tolerance: 1e-9, order: 8, shortest: 0 };
}

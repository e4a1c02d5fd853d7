import { activations } from '../activations/activations';
import type { ActivationName } from '../activations/names';

/** What pointwise derivatives of φ leave out of the hierarchy's kernels. */
export interface MissingTerms {
  /** The lowest r for which K^{(r)} lacks terms. */
  readonly fromOrder: number;
  readonly text: string;
}

/**
 * K^{(r)} takes derivatives of φ up to order r − 1. If φ has k continuous derivatives, φ^{(k+1)} jumps and φ^{(k+2)} is
 * a delta at the kink, which a pointwise value cannot hold: K^{(r)} lacks terms for r ≥ k + 3. null for smooth φ.
 */
export function missingTerms(activation: ActivationName): MissingTerms | null {
  const { smoothness, label } = activations[activation];
  if (smoothness === Infinity) return null;
  const fromOrder = smoothness + 3;
  return {
    fromOrder,
    text:
      `${label} has ${smoothness === 0 ? 'a kink' : `${smoothness} continuous derivative${smoothness > 1 ? 's' : ''}`}: its derivative of order ` +
      `${smoothness + 2} is a delta at 0, which K(${fromOrder}) and higher kernels here leave out. Between the times at which some ` +
      `pre-activation crosses 0 they are exact; HY's theorem asks for a smooth activation with bounded derivatives.`,
  };
}

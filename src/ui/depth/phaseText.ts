import { formatNumber } from '../../plots/formatNumber';
import type { EdgePoint } from '../../theory/edgeOfChaos/edgePoint';
import type { PhasePoint } from '../../theory/edgeOfChaos/phasePoint';

/** q, χ, ξ and phase of a point, in words. */
export function phaseWords({ q, chi, xi, phase }: PhasePoint): string {
  if (phase === null) return 'the variance diverges';
  const numbers = `q = ${formatNumber(q!, 4)}, χ = ${formatNumber(chi!, 5)}`;
  if (phase === 'edge') return `on the edge of chaos, ${numbers}, ξ = ∞`;
  const length = xi! > 0 ? `ξ = ${formatNumber(xi!, 3)} layers` : 'ξ = 0: one layer makes all inputs alike';
  return `${phase} phase, ${numbers}, ${length}`;
}

/** Where the edge is at the present σ_b. */
export function edgeWords(edge: EdgePoint | null, homogeneous: number | null): string {
  if (edge === null)
    return homogeneous === null
      ? 'There is no edge at this σ_b.'
      : `The edge is the single point σ_b = 0, σ_w = ${(1 / Math.sqrt(homogeneous)).toFixed(6)}.`;
  const where = `The edge at this σ_b is σ_w = ${edge.sigmaW.toFixed(6)}`;
  return edge.stable
    ? `${where}.`
    : `${where}, q = ${formatNumber(edge.q!, 4)}, and not stable: other variances leave it, smaller ones for the ordered phase.`;
}

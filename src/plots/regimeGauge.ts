/**
 * Lazy or rich: a bar from the NTK's hue to the mean field's with a marker at the relative Frobenius drift ‖K_t − K₀‖/‖K₀‖
 * (MATH §3), on a log scale from 10⁻³ (the kernel stands still) to 10 (it has moved ten times its own norm).
 */
const lowest = -3;
const highest = 1;

/** Share 0…1 of the bar: 10⁻³ → 0, 10 → 1, clamped. */
export function gaugeShare(drift: number): number {
  if (!(drift > 0)) return 0;
  return Math.min(1, Math.max(0, (Math.log10(drift) - lowest) / (highest - lowest)));
}

/** The regime in words: below 0.1 the linearisation is good, above 1 the kernel is no longer the one it began with. */
export function regimeName(drift: number): 'lazy' | 'between' | 'rich' {
  return drift < 0.1 ? 'lazy' : drift < 1 ? 'between' : 'rich';
}

import { frobeniusNorm } from '../linalg/frobeniusNorm';

/**
 * How far a kernel K [n, n] has moved from K₀ [n, n], and how well it points at the targets y [n] (MATH §3):
 *
 *   relativeFrobenius ‖K − K₀‖_F/‖K₀‖_F,  maxEntry max |K − K₀|,  inflation tr K/tr K₀,
 *   kernelDistance 1 − ⟨K, K₀⟩/(‖K‖‖K₀‖),  targetAlignment yᵀK y/(‖K‖_F ‖y‖²)
 *
 * Returns these five in this order. The distance is formed as ½ ‖K/‖K‖ − K₀/‖K₀‖‖², the same number without its
 * cancellation, so it is relative down to 1e-30. Only maxEntry depends on a common scale of the kernels. A measure that divides
 * by a zero norm or trace is NaN (or Infinity), and all are NaN where K is not finite.
 */
export function kernelMeasures(
  kernel: Float64Array,
  initial: Float64Array,
  y: Float64Array,
  n: number,
): Float64Array {
  const norm = frobeniusNorm(kernel);
  const initialNorm = frobeniusNorm(initial);
  let square = 0;
  let maxEntry = 0;
  let distance = 0;
  for (let i = 0; i < n * n; i++) {
    const change = kernel[i] - initial[i];
    square += change * change;
    maxEntry = Math.max(maxEntry, Math.abs(change));
    const turn = kernel[i] / norm - initial[i] / initialNorm;
    distance += turn * turn;
  }
  let trace = 0;
  let initialTrace = 0;
  let quadratic = 0;
  let targets = 0;
  for (let i = 0; i < n; i++) {
    trace += kernel[i * n + i];
    initialTrace += initial[i * n + i];
    targets += y[i] * y[i];
    let row = 0;
    for (let j = 0; j < n; j++) row += kernel[i * n + j] * y[j];
    quadratic += y[i] * row;
  }
  return Float64Array.of(
    Math.sqrt(square) / initialNorm,
    maxEntry,
    trace / initialTrace,
    0.5 * distance,
    quadratic / (norm * targets),
  );
}

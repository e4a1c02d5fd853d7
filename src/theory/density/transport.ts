import type { DensityGrid } from './densityGrid';

/**
 * Adds −∇·(ρ v) + D Δρ to `rate`, ρ as masses of cells, v = −∇potential, nothing flowing through the border:
 *
 *   flux through a face = (v/h) ρ_face − (D/h²)(ρ_right − ρ_left),  v = −(P_right − P_left)/h,
 *
 * ρ_face from the upwind cell with van Leer's limited slope: second order where ρ is smooth, and never below zero nor above both neighbours.
 * One face's flux leaves one cell and enters the next, so the sum of all rates is 0 to rounding.
 *
 * Source: FDZ eq. 21; van Leer 1979 for the limiter; LeVeque 2002, §6 and §10, for the scheme.
 */
export function addTransport(
  { d, cells, h }: DensityGrid,
  rho: Float64Array,
  potential: Float64Array,
  diffusion: number,
  rate: Float64Array,
): void {
  const perSquare = 1 / (h * h);
  const spread = diffusion * perSquare;
  if (d === 1) {
    addLine(rho, potential, rate, 0, 1, cells, perSquare, spread);
    return;
  }
  for (let i = 0; i < cells; i++) addLine(rho, potential, rate, i * cells, 1, cells, perSquare, spread);
  for (let j = 0; j < cells; j++) addLine(rho, potential, rate, j, cells, cells, perSquare, spread);
}

/** The fluxes of one line of cells. */
function addLine(
  rho: Float64Array,
  potential: Float64Array,
  rate: Float64Array,
  start: number,
  stride: number,
  cells: number,
  perSquare: number,
  spread: number,
): void {
  let farLeft = 0;
  let left = rho[start];
  let right = cells > 1 ? rho[start + stride] : 0;
  for (let i = 0; i + 1 < cells; i++) {
    const at = start + i * stride;
    const farRight = i + 2 < cells ? rho[at + 2 * stride] : 0;
    const speed = (potential[at] - potential[at + stride]) * perSquare; // v/h
    const face =
      speed > 0
        ? left + halfSlope(left - farLeft, right - left)
        : right - halfSlope(right - left, farRight - right);
    const flux = speed * face - spread * (right - left);
    rate[at] -= flux;
    rate[at + stride] += flux;
    farLeft = left;
    left = right;
    right = farRight;
  }
}

/** Half of van Leer's slope, ab/(a + b) where both differences have one sign, else 0. */
function halfSlope(a: number, b: number): number {
  const product = a * b;
  return product > 0 ? product / (a + b) : 0;
}

/**
 * The longest explicit step that keeps every mass ≥ 0: dt (2 Σ_axes |v|/h + 2 d D/h²) ≤ 1, |v|/h the largest through a face of the axis.
 * A limited face holds at most twice its cell's mass, both faces of an axis together at most twice (their mean is the cell).
 */
export function stepLimit(
  { d, cells, h }: DensityGrid,
  potentials: readonly Float64Array[],
  diffusion: number,
): number {
  const perSquare = 1 / (h * h);
  let fastest = 0;
  for (const potential of potentials) {
    let along = 0;
    let across = 0;
    for (let i = 0; i < potential.length; i++) {
      if ((i + 1) % cells !== 0) {
        const step = Math.abs(potential[i + 1] - potential[i]);
        if (step > along) along = step;
      }
      if (d === 2 && i + cells < potential.length) {
        const step = Math.abs(potential[i + cells] - potential[i]);
        if (step > across) across = step;
      }
    }
    fastest = Math.max(fastest, along + across);
  }
  const speed = 2 * fastest * perSquare + 2 * d * diffusion * perSquare;
  return speed > 0 ? 1 / speed : Infinity;
}

import type { DensityGrid } from './densityGrid';

/**
 * −∇·(ρ v) + D Δρ, ρ as masses of cells, v = −∇potential, nothing flowing through the border:
 *
 *   flux through a face = (v/h) ρ_face − (D/h²)(ρ_right − ρ_left),  v = −(P_right − P_left)/h,
 *
 * ρ_face from the upwind cell with van Leer's limited slope: second order where ρ is smooth, and never below zero nor above both neighbours.
 * One face's flux leaves one cell and enters the next, so the sum of all rates is 0 to rounding.
 *
 * Source: FDZ eq. 21; van Leer 1979 for the limiter; LeVeque 2002, §6 and §10, for the scheme.
 */
export function transportRates(
  { d, cells, h }: DensityGrid,
  rho: Float64Array,
  potential: Float64Array,
  diffusion: number,
): Float64Array {
  const rate = new Float64Array(rho.length);
  const perSquare = 1 / (h * h);
  const spread = diffusion * perSquare;
  for (let start = 0; start < rho.length; start += cells)
    addAlong(rho, potential, rate, start, cells, perSquare, spread);
  if (d === 2)
    for (let start = 0; start + cells < rho.length; start += cells)
      addAcross(rho, potential, rate, start, cells, perSquare, spread);
  return rate;
}

/** The fluxes along one row of cells. */
function addAlong(
  rho: Float64Array,
  potential: Float64Array,
  rate: Float64Array,
  start: number,
  cells: number,
  perSquare: number,
  spread: number,
): void {
  const last = start + cells - 1;
  let farLeft = 0;
  let left = rho[start];
  let right = cells > 1 ? rho[start + 1] : 0;
  for (let at = start; at < last; at++) {
    const farRight = at + 1 < last ? rho[at + 2] : 0;
    const flux = fluxThrough(
      (potential[at] - potential[at + 1]) * perSquare,
      spread,
      farLeft,
      left,
      right,
      farRight,
    );
    rate[at] -= flux;
    rate[at + 1] += flux;
    farLeft = left;
    left = right;
    right = farRight;
  }
}

/** The fluxes from one row of cells into the next: columns are walked side by side, since memory holds rows. */
function addAcross(
  rho: Float64Array,
  potential: Float64Array,
  rate: Float64Array,
  start: number,
  cells: number,
  perSquare: number,
  spread: number,
): void {
  const first = start === 0;
  const last = start + 2 * cells === rho.length;
  for (let at = start; at < start + cells; at++) {
    const next = at + cells;
    const flux = fluxThrough(
      (potential[at] - potential[next]) * perSquare,
      spread,
      first ? 0 : rho[at - cells],
      rho[at],
      rho[next],
      last ? 0 : rho[next + cells],
    );
    rate[at] -= flux;
    rate[next] += flux;
  }
}

/** Through the face between `left` and `right` at speed v/h. */
function fluxThrough(
  speed: number,
  spread: number,
  farLeft: number,
  left: number,
  right: number,
  farRight: number,
): number {
  const face =
    speed > 0
      ? left + halfSlope(left - farLeft, right - left)
      : right - halfSlope(right - left, farRight - right);
  return speed * face - spread * (right - left);
}

/** Half of van Leer's slope, ab/(a + b) where both differences have one sign, else 0. */
function halfSlope(a: number, b: number): number {
  const product = a * b;
  return product > 0 ? product / (a + b) : 0;
}

/**
 * The longest explicit step that keeps every mass ≥ 0: dt (2 Σ_axes |v|/h + 2 d D/h²) ≤ 1, |v|/h the largest through a face of the axis;
 * `steepest` is h² Σ_axes |v|/h. A limited face holds at most twice its cell's mass, both faces of an axis together at most twice (their mean is the cell).
 */
export function stepLimit({ d, h }: DensityGrid, steepest: number, diffusion: number): number {
  const perSquare = 1 / (h * h);
  const speed = 2 * steepest * perSquare + 2 * d * diffusion * perSquare;
  return speed > 0 ? 1 / speed : Infinity;
}

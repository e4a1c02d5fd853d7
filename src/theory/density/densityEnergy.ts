import { exp } from '../elementary/exp';
import { log } from '../elementary/log';
import { meanLoss } from '../loss/pointLoss';
import type { DensityFlow } from './densityFlow';
import { squaredNorm, type DensityGrid } from './densityGrid';

export interface DensityEnergy {
  readonly loss: number;
  /** F = L + R + λ_p w ½ Σ_± ∫ ρ_± log ρ_±, w = output/rate, R = decay w ½ Σ_± ∫ ρ_± ‖θ‖²/2. In lazy time w = m/(lazy η₁). */
  readonly energy: number;
  /** dF/dt as the scheme moves the masses: w ½ Σ_± Σ_k (g_± + λ_p log ρ_±) ∂_t mass_±. */
  readonly energyRate: number;
  /** −w ½ Σ_± ∫ ρ_± ‖∇(g_± + λ_p log ρ_±)‖² by a quadrature of its own: the right side of FDZ eq. 22. */
  readonly dissipation: number;
  /** ½ Σ_± total variation between ρ_± and e^{−g_±/λ_p}/Z_±, the law at rest for the present f; NaN at λ_p = 0. FDZ §V. */
  readonly fromGibbs: number;
}

/** Cells that hold less than this have no logarithm worth the name, and add nothing to any sum. */
const empty = 1e-200;

/** The free energy of a density and its dissipation: FDZ eq. 22 with the entropy of §V. */
export function densityEnergy(flow: DensityFlow): DensityEnergy {
  const { grid, problem, masses } = flow;
  const { output, rate, decay, temperature, loss, y } = problem;
  const { potentials, rates } = flow.potentialsAndRates();
  const volume = grid.d === 1 ? grid.h : grid.h * grid.h;
  const current = meanLoss(loss, flow.train(), y);
  const w = rate === 0 ? 0 : output / rate;
  let [regular, change, square] = [0, 0, 0];
  for (const s of [0, 1]) {
    const mass = masses[s];
    const free = potentials[s].slice();
    for (let k = 0; k < grid.size; k++) {
      if (mass[k] < empty) continue;
      regular += 0.5 * decay * mass[k] * squaredNorm(grid, k);
      if (temperature > 0) {
        const logarithm = log(mass[k] / volume);
        regular += temperature * mass[k] * logarithm;
        free[k] += temperature * logarithm;
      }
      change += free[k] * rates[s][k];
    }
    square += meanSquareGradient(grid, mass, free);
  }
  return {
    loss: current,
    energy: current + 0.5 * w * regular,
    energyRate: 0.5 * w * change,
    dissipation: -0.5 * w * square,
    fromGibbs:
      temperature > 0
        ? 0.5 *
          (toGibbs(masses[0], potentials[0], temperature) + toGibbs(masses[1], potentials[1], temperature))
        : NaN,
  };
}

/** ∫ ρ ‖∇P‖², the square taken on faces and ρ there the mean of both cells. */
function meanSquareGradient({ d, cells, size, h }: DensityGrid, mass: Float64Array, p: Float64Array): number {
  let sum = 0;
  const face = (k: number, next: number): void => {
    if (mass[k] < empty || mass[next] < empty) return;
    const slope = (p[next] - p[k]) / h;
    sum += 0.5 * (mass[k] + mass[next]) * slope * slope;
  };
  for (let k = 0; k < size; k++) {
    if ((k + 1) % cells !== 0) face(k, k + 1);
    if (d === 2 && k + cells < size) face(k, k + cells);
  }
  return sum;
}

/** ½ Σ_k |mass_k − e^{−P_k/λ}/Z|. */
function toGibbs(mass: Float64Array, p: Float64Array, temperature: number): number {
  const least = p.reduce((a, b) => Math.min(a, b), Infinity);
  const gibbs = p.map((value) => exp((least - value) / temperature));
  const total = gibbs.reduce((sum, value) => sum + value, 0);
  return 0.5 * gibbs.reduce((sum, value, k) => sum + Math.abs(mass[k] - value / total), 0);
}

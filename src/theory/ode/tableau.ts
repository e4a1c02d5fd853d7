/**
 * Coefficients of an explicit embedded Runge–Kutta pair whose last stage is the next step's first (FSAL):
 *
 *   k_0 = f(t, y)   k_i = f(t + c_i h, y + h Σ_{j<i} a_ij k_j)   y' = y + h Σ b_j k_j   k_s = f(t + h, y')
 *
 * Stages s+1 … serve the dense output only. Source: Hairer, Nørsett, Wanner, Solving ODEs I, §II.5–6.
 */
export interface Tableau {
  readonly name: string;
  /** Order of y', and of the dense output between t and t + h. */
  readonly order: number;
  readonly denseOrder: number;
  /** s: stages that y' uses; k_s is f(t + h, y'). */
  readonly stages: number;
  /** c_i of every stage, those of the dense output included. */
  readonly nodes: readonly number[];
  /** a_ij of every stage but s (whose row is `weights`). */
  readonly rows: readonly (readonly number[])[];
  /** b_j, s numbers. */
  readonly weights: readonly number[];
  /**
   * Error estimates Σ E_j k_j over k_0 … k_s. One: ‖h e‖. Two (fifth, then third order): ‖h e₅‖² / √(‖h e₅‖² + 0.01‖h e₃‖²).
   */
  readonly errors: readonly (readonly number[])[];
  /** Rows of the dense output beyond the Hermite ones, over all stages. */
  readonly dense: readonly (readonly number[])[];
}

/**
 * Weights w_i(θ) of y(t + θh) = y + h Σ w_i k_i over all stages, 0 ≤ θ ≤ 1, by Hairer's nested form
 *   θ(F₀ + (1−θ)(F₁ + θ(F₂ + (1−θ)(F₃ + θ(…)))),  F₀ = b, F₁ = k_0 − b, F₂ = 2b − k_s − k_0, F₃… = `dense`.
 */
export function denseWeights(tableau: Tableau, theta: number): number[] {
  const { nodes, weights, stages, dense } = tableau;
  return nodes.map((_, i) => {
    const b = weights[i] ?? 0;
    const first = i === 0 ? 1 : 0;
    const last = i === stages ? 1 : 0;
    const parts = [b, first - b, 2 * b - last - first, ...dense.map((row) => row[i] ?? 0)];
    let w = 0;
    for (let j = parts.length - 1; j >= 0; j--) w = (w + parts[j]) * (j % 2 === 0 ? theta : 1 - theta);
    return w;
  });
}

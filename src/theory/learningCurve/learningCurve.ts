/** Eigenspace of a kernel under the law of the inputs, and what the target has of it. */
export interface KernelMode {
  /** η: ∫ K(x, x′) φ(x′) dp(x′) = η φ(x). */
  readonly eigenvalue: number;
  /** How many orthonormal φ share it. */
  readonly degeneracy: number;
  /** Σ over them of the squared coefficients of f*, so that all powers add up to the mean of f*². */
  readonly power: number;
}

/** The root lies within the rounding of the last bisection. */
const halvings = 200;

/**
 * Mean squared error ⟨(f − f*)²⟩ of regression with a kernel on n independent points without noise, averaged over the points:
 *
 *   κ = λ + κ Σ_ρ η_ρ/(κ + n η_ρ),  γ = n Σ_ρ η_ρ²/(κ + n η_ρ)²,  E = κ²/(1 − γ) Σ_ρ a_ρ²/(κ + n η_ρ)²
 *
 * λ ≥ 0 is the ridge of Σ_i (f − y)² + λ‖f‖²_K, in the kernel's unit; with λ = 0 and no more modes than points f* is found and E = 0.
 * An approximation that becomes exact as n and the number of modes grow together. Source: Bordelon, Canatar & Pehlevan 2020,
 * eq. 4–6; Canatar, Bordelon & Pehlevan 2021, eq. 2–4.
 */
export function learningCurve(modes: readonly KernelMode[], n: number, ridge: number): number {
  const kappa = effectiveRidge(modes, n, ridge);
  if (kappa === 0) return 0;
  let gamma = 0;
  let left = 0;
  for (const { eigenvalue, degeneracy, power } of modes) {
    const scale = kappa + n * eigenvalue;
    gamma += (n * degeneracy * eigenvalue * eigenvalue) / (scale * scale);
    left += power * ((kappa / scale) * (kappa / scale));
  }
  return left / (1 - gamma);
}

/** κ by bisection of 1 − λ/κ − Σ η/(κ + nη), which grows with κ; between 0 and λ + Σ η. */
function effectiveRidge(modes: readonly KernelMode[], n: number, ridge: number): number {
  const excess = (kappa: number): number => {
    let sum = 1 - ridge / kappa;
    for (const { eigenvalue, degeneracy } of modes)
      sum -= (degeneracy * eigenvalue) / (kappa + n * eigenvalue);
    return sum;
  };
  let high = ridge;
  let count = 0;
  for (const { eigenvalue, degeneracy } of modes) {
    high += degeneracy * eigenvalue;
    if (eigenvalue > 0) count += degeneracy;
  }
  if (ridge === 0 && count <= n) return 0;
  let low = high;
  while (low > 0 && excess(low) > 0) {
    high = low;
    low /= 2;
  }
  for (let i = 0; i < halvings; i++) {
    const middle = (low + high) / 2;
    if (excess(middle) > 0) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/** Coefficients of stage j = 2 … s at index j; index 1 holds μ̃₁ alone. */
export interface ChebyshevStages {
  readonly mu: Float64Array;
  readonly nu: Float64Array;
  readonly muTilde: Float64Array;
  readonly gammaTilde: Float64Array;
}

/** Damping ε = 2/13 of the stability polynomial. */
const damping = 2 / 13;

/**
 * The second-order Runge–Kutta–Chebyshev method with s stages:
 *
 *   Y₁ = Y₀ + μ̃₁ h F₀     Y_j = (1 − μ_j − ν_j) Y₀ + μ_j Y_{j−1} + ν_j Y_{j−2} + μ̃_j h F_{j−1} + γ̃_j h F₀
 *
 * Stable on the negative real axis to 0.65 s², where a gradient flow lives: s evaluations go as far as s² of an ordinary method.
 * Source: Sommeijer, Shampine, Verwer 1997, "RKC: an explicit solver for parabolic PDEs", eq. 2.1–2.7.
 */
export function chebyshevStages(s: number): ChebyshevStages {
  const w0 = 1 + damping / (s * s);
  const T = new Float64Array(s + 1);
  const first = new Float64Array(s + 1);
  const second = new Float64Array(s + 1);
  T[0] = 1;
  T[1] = w0;
  first[1] = 1;
  for (let j = 2; j <= s; j++) {
    T[j] = 2 * w0 * T[j - 1] - T[j - 2];
    first[j] = 2 * T[j - 1] + 2 * w0 * first[j - 1] - first[j - 2];
    second[j] = 4 * first[j - 1] + 2 * w0 * second[j - 1] - second[j - 2];
  }
  const w1 = first[s] / second[s];
  const b = T.map((_, j) => {
    const k = Math.max(j, 2);
    return second[k] / (first[k] * first[k]);
  });
  const stages = [0, 1, 2, 3].map(() => new Float64Array(s + 1));
  const [mu, nu, muTilde, gammaTilde] = stages;
  muTilde[1] = b[1] * w1;
  for (let j = 2; j <= s; j++) {
    mu[j] = (2 * b[j] * w0) / b[j - 1];
    nu[j] = -b[j] / b[j - 2];
    muTilde[j] = (2 * b[j] * w1) / b[j - 1];
    gammaTilde[j] = -(1 - b[j - 1] * T[j - 1]) * muTilde[j];
  }
  return { mu, nu, muTilde, gammaTilde };
}

/** The least number of stages that is stable for h times the spectral radius. */
export function stagesFor(hTimesRadius: number): number {
  return Math.max(2, 1 + Math.floor(Math.sqrt(1 + 1.54 * hTimesRadius)));
}

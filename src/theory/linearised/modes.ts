import { exp } from '../elementary/exp';
import { expm1 } from '../elementary/expm1';

/** How the linear model is trained; t is flow time, or step · lr. */
export type LinearTraining =
  | { readonly kind: 'flow' }
  | { readonly kind: 'gd'; readonly lr: number }
  | { readonly kind: 'momentum'; readonly lr: number; readonly momentum: number };

/**
 * One eigenmode of the square loss at time t: the residual along it is multiplied by `residual` = ρ, and
 * `integral` = w = ∫₀ᵗ ρ (a sum over steps for GD), so that 1 − ρ = λ w.
 */
export interface Mode {
  readonly residual: number;
  readonly integral: number;
}

/**
 *   flow      ρ = e^{−λt}, w = (1 − e^{−λt})/λ, and w → t as λ → 0
 *   gd        ρ = (1 − lr λ)^k
 *   momentum  s ← μ s + ρ, ρ ← ρ − lr λ s, w ← w + lr s  (v ← μ v + ∇L, θ ← θ − lr v seen along the mode)
 *
 * k = round(t/lr) steps. The recurrence is linear, so its k-th power is found by squaring: no state between calls.
 * Units: λ is an eigenvalue of (lazy factor) Θ/n. Validity: λ ≥ 0; beyond lr λ = 2 (2 + 2μ) the values grow to ±Infinity.
 * Source: Lee19 §2.2; Polyak 1964 for the heavy ball.
 */
export function modeAt(training: LinearTraining, lambda: number, t: number): Mode {
  if (training.kind === 'flow') {
    const decay = lambda * t;
    return { residual: exp(-decay), integral: decay < 1e-300 ? t : -expm1(-decay) / lambda };
  }
  const mu = training.kind === 'momentum' ? training.momentum : 0;
  return recurrencePower(training.lr, mu, lambda, Math.round(t / training.lr));
}

/** The matrix of (s, ρ, w) ← one step, to the power k, applied to (0, 1, 0). */
function recurrencePower(lr: number, mu: number, lambda: number, k: number): Mode {
  let state: Float64Array = Float64Array.of(0, 1, 0);
  let step: Float64Array = Float64Array.of(mu, 1, 0, -lr * lambda * mu, 1 - lr * lambda, 0, lr * mu, lr, 1);
  for (let left = k; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) state = multiply(step, state, 1);
    if (left > 1) step = multiply(step, step, 3);
  }
  return { residual: state[1], integral: state[2] };
}

/** [3, 3] times [3, columns]. */
function multiply(a: Float64Array, b: Float64Array, columns: number): Float64Array {
  const c = new Float64Array(3 * columns);
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < columns; j++) {
      c[i * columns + j] =
        a[3 * i] * b[j] + a[3 * i + 1] * b[columns + j] + a[3 * i + 2] * b[2 * columns + j];
    }
  }
  return c;
}

/** Largest stable lr λ: 2 for gradient descent, 2(1 + μ) for the heavy ball, none for the flow. */
export function stabilityLimit(training: LinearTraining): number {
  if (training.kind === 'flow') return Infinity;
  return training.kind === 'gd' ? 2 : 2 * (1 + training.momentum);
}

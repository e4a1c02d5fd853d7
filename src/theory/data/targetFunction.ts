import { cos } from '../elementary/cos';
import { sin } from '../elementary/sin';
import { signOf } from './signOf';
import type { TargetName } from './names';

/** Targets that are a fixed function of the input; `signs` and `teacher` are drawn. */
export type FixedTarget = Exclude<TargetName, 'signs' | 'teacher'>;

/**
 * f*(x) for one input x ∈ ℝᵈ, stored from `offset`.
 *
 *   product  x₁x₂                            sine    sin 2x₁
 *   mix      0.8 cos 2γ + 0.3 sin 3γ         step    sign x₁
 *   xor      sign x₁ · sign x₂               linear  Σ x_i / √d
 *
 * γ is the angle of (x₁, x₂), whatever the other coordinates are, and 0 at the origin; in one dimension γ = πx/2, so that the
 * line [−2, 2] is the circle unrolled. sign 0 = +1, with |x| ≤ 1e-12 as 0 (`signOf`). In one dimension product and xor read x₁ twice.
 * Pure numbers; every finite x is valid. Source: JGH §6.1 (product); the others are this project's.
 */
export function targetFunction(target: FixedTarget, x: Float64Array, offset: number, d: number): number {
  const first = x[offset];
  const second = x[d > 1 ? offset + 1 : offset];
  switch (target) {
    case 'product':
      return first * second;
    case 'sine':
      return sin(2 * first);
    case 'mix':
      return d > 1 ? mixOfPoint(first, second) : mix(cos((Math.PI / 2) * first), sin((Math.PI / 2) * first));
    case 'step':
      return signOf(first);
    case 'xor':
      return signOf(first) * signOf(second);
    case 'linear': {
      let sum = 0;
      for (let i = 0; i < d; i++) sum += x[offset + i];
      return sum / Math.sqrt(d);
    }
  }
}

/**
 * The same targets on an image of the digit k = 0…9: linear (k − 4.5)/√8.25 (unit variance), step k ≥ 5, xor +1 for even k,
 * product step · xor, sine and mix with γ = 2πk/10 as sin γ and 0.8 cos 2γ + 0.3 sin 3γ.
 */
export function digitTarget(target: FixedTarget, digit: number): number {
  const angle = (2 * Math.PI * digit) / 10;
  const half = digit >= 5 ? 1 : -1;
  const parity = digit % 2 === 0 ? 1 : -1;
  switch (target) {
    case 'product':
      return half * parity;
    case 'sine':
      return sin(angle);
    case 'mix':
      return mix(cos(angle), sin(angle));
    case 'step':
      return half;
    case 'xor':
      return parity;
    case 'linear':
      return (digit - 4.5) / Math.sqrt(8.25);
  }
}

function mixOfPoint(x1: number, x2: number): number {
  const radius = Math.sqrt(x1 * x1 + x2 * x2);
  return radius > 0 ? mix(x1 / radius, x2 / radius) : mix(1, 0);
}

/** 0.8 cos 2γ + 0.3 sin 3γ from c = cos γ and s = sin γ. */
function mix(c: number, s: number): number {
  return 0.8 * (c * c - s * s) + 0.3 * s * (3 - 4 * s * s);
}

import { sinShifted } from '../elementary/sinShifted';
import type { Activation } from './activation';
import { eluDerivative } from './eluDerivative';
import { erfDerivative } from './erfDerivative';
import { geluDerivative } from './geluDerivative';
import { kinkDerivative } from './kinkDerivative';
import { monomialDerivative } from './monomialDerivative';
import type { ActivationName } from './names';
import { sigmoidDerivative } from './sigmoidDerivative';
import { siluDerivative } from './siluDerivative';
import { softplusDerivative } from './softplusDerivative';
import { tanhDerivative } from './tanhDerivative';

const pi = 3.141592653589793;

const kink = { holds: false, reason: 'is not smooth: it has a kink at 0' };
const smooth = { holds: true, reason: 'is smooth and its derivatives are bounded' };

/** Of most; a record says what is different. */
const ordinary = {
  parameter: null,
  smoothness: Infinity,
  odd: false,
  bounded: false,
  homogeneous: null,
  asymptotes: null,
  degree: null,
  huangYau: smooth,
} as const;

const kinked = { ...ordinary, smoothness: 0, huangYau: kink, strip: () => 0 } as const;
const entire = { ...ordinary, strip: () => Infinity } as const;

const flat = (value: number) => ({ value, slope: 0 });
const rectified = { left: flat(0), right: { value: 0, slope: 1 } } as const;

/**
 * Limits of a parameter: a slope of 0 is ReLU, and beyond 100 a softplus is ReLU to three digits at every input in use;
 * the control is logarithmic.
 */
const limits = { min: 0.001, max: 100 } as const;

/** The record of every activation. Its README says what a new one needs. */
export const activations: Readonly<Record<ActivationName, Activation>> = {
  relu: {
    ...kinked,
    label: 'ReLU',
    formula: 'max(z, 0)',
    derivative: (_a, order, z) => kinkDerivative(0, 0, order, z),
    lipschitz: () => 1,
    homogeneous: () => ({ left: 0, atZero: 0 }),
  },
  leakyRelu: {
    ...kinked,
    label: 'Leaky ReLU',
    formula: 'z for z ≥ 0, a z for z < 0',
    derivative: (a, order, z) => kinkDerivative(a, 1, order, z),
    parameter: { ...limits, default: 0.1, help: 'the slope on the negative side' },
    lipschitz: (a) => Math.max(1, Math.abs(a)),
    homogeneous: (a) => ({ left: a, atZero: 1 }),
  },
  abs: {
    ...kinked,
    label: 'Absolute value',
    formula: '|z|',
    derivative: (_a, order, z) => kinkDerivative(-1, 0, order, z),
    lipschitz: () => 1,
    homogeneous: () => ({ left: -1, atZero: 0 }),
  },
  linear: {
    ...entire,
    label: 'Linear',
    formula: 'z',
    derivative: (_a, order, z) => monomialDerivative(1, order, z),
    odd: true,
    lipschitz: () => 1,
    degree: 1,
    homogeneous: () => ({ left: 1, atZero: 1 }),
  },
  erf: {
    ...entire,
    label: 'erf',
    formula: '2/√π ∫₀ᶻ e^(−t²) dt',
    derivative: (_a, order, z) => erfDerivative(order, z),
    odd: true,
    bounded: true,
    lipschitz: () => 1.1283791670955126, // 2/√π, the slope at 0
    asymptotes: { left: flat(-1), right: flat(1) },
  },
  tanh: {
    ...ordinary,
    label: 'tanh',
    formula: 'tanh z',
    derivative: (_a, order, z) => tanhDerivative(order, z),
    odd: true,
    bounded: true,
    lipschitz: () => 1,
    strip: () => pi / 2,
    asymptotes: { left: flat(-1), right: flat(1) },
  },
  sigmoid: {
    ...ordinary,
    label: 'Sigmoid',
    formula: '1/(1 + e^(−z))',
    derivative: (_a, order, z) => sigmoidDerivative(order, z),
    bounded: true,
    lipschitz: () => 0.25,
    strip: () => pi,
    asymptotes: { left: flat(0), right: flat(1) },
  },
  silu: {
    ...ordinary,
    label: 'SiLU',
    formula: 'z/(1 + e^(−z))',
    derivative: (_a, order, z) => siluDerivative(order, z),
    lipschitz: () => 1.099839320128867, // at z = 2.3994, where φ″ = (2 − z tanh(z/2)) σ′ vanishes
    strip: () => pi,
    asymptotes: rectified,
  },
  gelu: {
    ...entire,
    label: 'GELU',
    formula: 'z Φ(z), Φ the normal distribution function',
    derivative: (_a, order, z) => geluDerivative(order, z),
    lipschitz: () => 1.1289041451851547, // at z = √2, where φ″ = (2 − z²) ρ vanishes
    asymptotes: rectified,
  },
  softplus: {
    ...ordinary,
    label: 'Softplus',
    formula: 'log(1 + e^(a z))/a',
    derivative: (a, order, z) => softplusDerivative(a, order, z),
    parameter: { ...limits, default: 1, help: 'the sharpness a of ln(1 + e^{ax})/a' },
    lipschitz: () => 1,
    strip: (a) => pi / a,
    huangYau: { holds: true, reason: 'is smooth, with derivative n bounded by a constant times a^(n−1)' },
    asymptotes: rectified,
  },
  elu: {
    ...ordinary,
    label: 'ELU',
    formula: 'z for z > 0, e^z − 1 for z ≤ 0',
    derivative: (_a, order, z) => eluDerivative(order, z),
    smoothness: 1,
    lipschitz: () => 1,
    strip: () => 0,
    huangYau: { holds: false, reason: 'is not smooth: its second derivative jumps at 0' },
    asymptotes: { left: flat(-1), right: { value: 0, slope: 1 } },
  },
  sin: {
    ...entire,
    label: 'sin',
    formula: 'sin z',
    derivative: (_a, order, z) => sinShifted(z, order & 3),
    odd: true,
    bounded: true,
    lipschitz: () => 1,
  },
  cos: {
    ...entire,
    label: 'cos',
    formula: 'cos z',
    derivative: (_a, order, z) => sinShifted(z, (order + 1) & 3),
    bounded: true,
    lipschitz: () => 1,
  },
  square: {
    ...entire,
    label: 'Square',
    formula: 'z²',
    derivative: (_a, order, z) => monomialDerivative(2, order, z),
    lipschitz: () => Infinity,
    degree: 2,
    huangYau: { holds: false, reason: 'has the slope 2z, which is not bounded' },
  },
  cube: {
    ...entire,
    label: 'Cube',
    formula: 'z³',
    derivative: (_a, order, z) => monomialDerivative(3, order, z),
    odd: true,
    lipschitz: () => Infinity,
    degree: 3,
    huangYau: { holds: false, reason: 'has the slope 3z², which is not bounded' },
  },
};

import type { ActivationName } from './names';

/** The one parameter that an activation may have. */
export interface ActivationParameter {
  readonly symbol: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly help: string;
}

export interface ActivationProperties {
  readonly label: string;
  /** φ(z) in plain text. */
  readonly formula: string;
  /** Number of continuous derivatives: k for C^k, Infinity for smooth. All the smooth ones here are analytic on the line. */
  readonly smoothness: number;
  /** Degree where φ is a polynomial, else null; a polynomial's kernels have finite rank (JGH Prop. 2 excludes it). */
  readonly degree: number | null;
  /** φ(−z) = −φ(z). */
  readonly odd: boolean;
  readonly parameter: ActivationParameter | null;
  /** HY Assumption 2.1: φ is smooth and each of its derivatives (orders 1, 2, …) is bounded; with the reason. */
  readonly huangYau: { readonly holds: boolean; readonly reason: string };
}

const bounded = { holds: true, reason: 'smooth, and every derivative is bounded' };
const kink = { holds: false, reason: 'not smooth: the first derivative jumps at 0' };

/** What the theories ask of an activation, by name. Source of the assumption: HY Assumption 2.1. */
export const activationProperties: Readonly<Record<ActivationName, ActivationProperties>> = {
  relu: {
    label: 'ReLU',
    formula: 'max(z, 0)',
    smoothness: 0,
    degree: null,
    odd: false,
    parameter: null,
    huangYau: kink,
  },
  leakyRelu: {
    label: 'leaky ReLU',
    formula: 'z for z ≥ 0, a z for z < 0',
    smoothness: 0,
    degree: null,
    odd: false,
    parameter: { symbol: 'a', default: 0.1, min: 0, max: 1, help: 'slope for negative z' },
    huangYau: kink,
  },
  abs: {
    label: 'abs',
    formula: '|z|',
    smoothness: 0,
    degree: null,
    odd: false,
    parameter: null,
    huangYau: kink,
  },
  linear: {
    label: 'linear',
    formula: 'z',
    smoothness: Infinity,
    degree: 1,
    odd: true,
    parameter: null,
    huangYau: { holds: true, reason: 'smooth, with derivatives 1, 0, 0, …' },
  },
  erf: {
    label: 'erf',
    formula: '2/√π ∫₀ᶻ e^(−t²) dt',
    smoothness: Infinity,
    degree: null,
    odd: true,
    parameter: null,
    huangYau: bounded,
  },
  tanh: {
    label: 'tanh',
    formula: 'tanh z',
    smoothness: Infinity,
    degree: null,
    odd: true,
    parameter: null,
    huangYau: bounded,
  },
  sigmoid: {
    label: 'sigmoid',
    formula: '1/(1 + e^(−z))',
    smoothness: Infinity,
    degree: null,
    odd: false,
    parameter: null,
    huangYau: bounded,
  },
  silu: {
    label: 'SiLU (swish)',
    formula: 'z/(1 + e^(−z))',
    smoothness: Infinity,
    degree: null,
    odd: false,
    parameter: null,
    huangYau: bounded,
  },
  gelu: {
    label: 'GELU',
    formula: 'z Φ(z), Φ the normal distribution function',
    smoothness: Infinity,
    degree: null,
    odd: false,
    parameter: null,
    huangYau: bounded,
  },
  softplus: {
    label: 'softplus',
    formula: 'log(1 + e^(a z))/a',
    smoothness: Infinity,
    degree: null,
    odd: false,
    parameter: { symbol: 'a', default: 1, min: 0.1, max: 20, help: 'sharpness; ReLU as a → ∞' },
    huangYau: { holds: true, reason: 'smooth, with derivative n bounded by a constant times a^(n−1)' },
  },
  elu: {
    label: 'ELU',
    formula: 'z for z > 0, e^z − 1 for z ≤ 0',
    smoothness: 1,
    degree: null,
    odd: false,
    parameter: null,
    huangYau: { holds: false, reason: 'not smooth: the second derivative jumps from 1 to 0 at 0' },
  },
  sin: {
    label: 'sin',
    formula: 'sin z',
    smoothness: Infinity,
    degree: null,
    odd: true,
    parameter: null,
    huangYau: bounded,
  },
  cos: {
    label: 'cos',
    formula: 'cos z',
    smoothness: Infinity,
    degree: null,
    odd: false,
    parameter: null,
    huangYau: bounded,
  },
  square: {
    label: 'square',
    formula: 'z²',
    smoothness: Infinity,
    degree: 2,
    odd: false,
    parameter: null,
    huangYau: { holds: false, reason: 'the first derivative 2z is not bounded' },
  },
  cube: {
    label: 'cube',
    formula: 'z³',
    smoothness: Infinity,
    degree: 3,
    odd: true,
    parameter: null,
    huangYau: { holds: false, reason: 'the first derivative 3z² is not bounded' },
  },
};

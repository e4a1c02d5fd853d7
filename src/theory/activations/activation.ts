/** The one parameter a that an activation may have. */
export interface ActivationParameter {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly help: string;
}

/** φ(u) = u for u > 0 and `left`·u for u < 0, with the slope that the network takes at 0 (kinkDerivative). */
export interface KinkSlopes {
  readonly left: number;
  readonly atZero: number;
}

/** value + slope·u. */
export interface StraightLine {
  readonly value: number;
  readonly slope: number;
}

/** Everything that the project knows about one activation φ, beside its dual (infiniteWidth/dualActivation). */
export interface Activation {
  readonly label: string;
  /** φ(z) in plain text. */
  readonly formula: string;
  /**
   * φ^(order)(z), order 0 … 5, with the parameter a, which most ignore. Accurate to 1e-12 for |z| ≤ 30, relative in tails
   * that vanish. At a kink the value is JAX's and the delta is missing (kinkDerivative). The same source runs in the
   * float64 module.
   */
  readonly derivative: (a: number, order: number, z: number) => number;
  readonly parameter: ActivationParameter | null;
  /** Number of continuous derivatives: k for C^k, Infinity for smooth. All the smooth ones here are analytic on the line. */
  readonly smoothness: number;
  /** φ(−z) = −φ(z): a network of such layers without biases is odd in its input, and neurons may be mirrored. */
  readonly odd: boolean;
  /** sup |φ| is finite. */
  readonly bounded: boolean;
  /** Lipschitz constant sup |φ′|, Infinity where there is none. */
  readonly lipschitz: (a: number) => number;
  /** Distance from the real axis to the nearest singularity of φ: Infinity for entire functions, 0 where φ is not analytic. */
  readonly strip: (a: number) => number;
  /** The two slopes where φ is positively homogeneous, φ(s u) = s φ(u) for s > 0: its kernels scale with the variances. Null for all others. */
  readonly homogeneous: ((a: number) => KinkSlopes) | null;
  /** The lines that φ(u) approaches exponentially for u → −∞ and u → +∞, of a φ that is not one of them; else null. */
  readonly asymptotes: { readonly left: StraightLine; readonly right: StraightLine } | null;
  /** Degree where φ is a polynomial, else null; a polynomial's kernels have finite rank (JGH Prop. 2 excludes it). */
  readonly degree: number | null;
  /** HY Assumption 2.1: φ is smooth and each of its derivatives (orders 1, 2, …) is bounded; the reason is a predicate of φ. */
  readonly huangYau: { readonly holds: boolean; readonly reason: string };
}

/**
 * Broyden's "good" method for F(s) = 0 from the approximate inverse Jacobian diag(1/effect) · inverse: superlinear, without a Jacobian in
 * between. Every call takes F at the present s and gives the step to the next one. Where an effect is 0 nothing can be done
 * and nothing moves. Source: Kelley 1995, Iterative Methods for Linear and Nonlinear Equations, §7.3.
 */
export class Broyden {
  private readonly steps: Float64Array[] = [];

  constructor(
    private readonly inverse: Float64Array,
    private readonly effect: Float64Array,
  ) {}

  next(off: Float64Array): Float64Array {
    const { steps, inverse, effect } = this;
    const q = off.length;
    const step = new Float64Array(q);
    for (let u = 0; u < q; u++) {
      let wanted = 0;
      for (let v = 0; v < q; v++) wanted -= inverse[u * q + v] * off[v];
      step[u] = wanted === 0 ? 0 : wanted / effect[u];
    }
    for (let i = 0; i + 1 < steps.length; i++) {
      const along = dot(steps[i], step) / dot(steps[i], steps[i]);
      for (let u = 0; u < q; u++) step[u] += along * steps[i + 1][u];
    }
    const before = steps.at(-1);
    if (before !== undefined) {
      const factor = 1 - dot(before, step) / dot(before, before);
      if (factor !== 0) for (let u = 0; u < q; u++) step[u] /= factor;
    }
    steps.push(step);
    return step;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

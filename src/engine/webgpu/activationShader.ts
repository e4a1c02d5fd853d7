import type { ActivationName } from '../../theory/activations/names';

/**
 * WGSL for φ⁽ᵒʳᵈᵉʳ⁾ in float32: a function `phi(x)`, the parameter in the uniform s0. The formulas are those of
 * theory/activations, on exp alone: the language allows its tanh and sin to be off by 1e-3 and tanh to overflow.
 */
export function activationShader(name: ActivationName, order: number): string {
  return `${common}\n${families[name]}\nfn phi(x : f32) -> f32 { ${body(name, order)} }`;
}

/** e^x for x ≤ 0; clamped, because a driver may turn a large argument into NaN. */
const common = `
  fn decay(x : f32) -> f32 { return exp(max(x, -87.0)); }
  fn limited(x : f32) -> f32 { return clamp(x, -30.0, 30.0); }`;

/** tanh by its series below 1/4 (remainder 2e-9), and sech² = 4e/(1 + e)². */
const hyperbolic = `
  fn tangent(x : f32) -> f32 {
    let w = x * x;
    let near = x * (1.0 + w * (-0.33333333 + w * (0.13333333 + w * (-0.053968254 + w * 0.021869489))));
    let e = decay(-2.0 * abs(x));
    let far = sign(x) * (1.0 - e) / (1.0 + e);
    return select(far, near, abs(x) < 0.25);
  }
  fn secant(x : f32) -> f32 {
    let e = decay(-2.0 * abs(x));
    let c = 1.0 + e;
    return 4.0 * e / (c * c);
  }
  fn tanhOrder(k : i32, x : f32) -> f32 {
    let t = tangent(x);
    if (k == 0) { return t; }
    let s = secant(x);
    let w = t * t;
    if (k == 1) { return s; }
    if (k == 2) { return -2.0 * t * s; }
    if (k == 3) { return s * (6.0 * w - 2.0); }
    if (k == 4) { return s * t * (16.0 - 24.0 * w); }
    return s * (16.0 - 120.0 * w * (1.0 - w));
  }
  fn sigmoidOrder(k : i32, x : f32) -> f32 {
    if (k == 0) {
      let e = decay(-abs(x));
      return select(1.0, e, x < 0.0) / (1.0 + e);
    }
    return tanhOrder(k, 0.5 * x) / f32(2 << u32(k));
  }`;

/**
 * erf by its Taylor series to x¹⁹ below 0.8 (remainder 1e-9), else 1 − e^{−x²} P(u), u = 1/(1 + x/2): P fitted to
 * e^{x²} erfc x over [0.75, 4.25] at 400 Chebyshev points by least squares, error of erf below 6e-10.
 */
const error = `
  fn erfOf(x : f32) -> f32 {
    let w = min(x * x, 0.64);
    let near = x * 1.1283791671 * (1.0 - w * (0.33333333333 - w * (0.1 - w * (0.0238095238 - w * (0.00462962963
      - w * (0.000757575758 - w * (0.000106837607 - w * (0.0000132275132 - w * (0.00000145891691
      - w * 0.000000145038522)))))))));
    let a = min(abs(x), 4.25);
    let u = 1.0 / (1.0 + 0.5 * a);
    let p = 0.00190356765 + u * (0.258247519 + u * (0.405693942 + u * (-0.0908060304 + u * (0.678094977
      + u * (-0.264168106 + u * 0.0108774764)))));
    let far = sign(x) * (1.0 - decay(-a * a) * p);
    return select(far, near, abs(x) < 0.8);
  }
  fn bell(x : f32, h : f32) -> f32 { let a = limited(x); return decay(-h * a * a); }
  fn gaussOrder(k : i32, x : f32) -> f32 {
    let g = 0.3989422804 * bell(x, 0.5);
    let y = limited(x);
    let w = y * y;
    if (k == 0) { return g; }
    if (k == 1) { return -y * g; }
    if (k == 2) { return (w - 1.0) * g; }
    if (k == 3) { return y * (3.0 - w) * g; }
    return (3.0 + w * (w - 6.0)) * g;
  }
  fn normalOf(x : f32) -> f32 { return 0.5 + 0.5 * erfOf(0.7071067812 * x); }`;

/** sin(x + quarter π/2): π/2 in three parts, Taylor polynomials on [−π/4, π/4] (remainder 2e-9, 3e-8). */
const circular = `
  fn circle(x : f32, quarter : i32) -> f32 {
    let k = round(x * 0.6366197724);
    let r = ((x - k * 1.5703125) - k * 4.837512969970703e-4) - k * 7.549789948768648e-8;
    let w = r * r;
    let sine = r * (1.0 + w * (-0.16666667 + w * (0.008333333 + w * (-0.0001984127 + w * 0.0000027557319))));
    let cosine = 1.0 + w * (-0.5 + w * (0.041666667 + w * (-0.0013888889 + w * 0.000024801587)));
    let q = (i32(k) + quarter) & 3;
    let value = select(sine, cosine, (q & 1) == 1);
    return select(value, -value, q >= 2);
  }`;

const families: Record<ActivationName, string> = {
  relu: '',
  leakyRelu: '',
  abs: '',
  linear: '',
  erf: error,
  tanh: hyperbolic,
  sigmoid: hyperbolic,
  silu: hyperbolic,
  gelu: error,
  softplus: hyperbolic,
  elu: '',
  sin: circular,
  cos: circular,
  square: '',
  cube: '',
};

function body(name: ActivationName, k: number): string {
  switch (name) {
    case 'relu':
      return kink('0.0', '0.0', k);
    case 'leakyRelu':
      return kink('uniforms.s0', '1.0', k);
    case 'abs':
      return kink('-1.0', '0.0', k);
    case 'linear':
      return ['return x;', 'return 1.0;'][k] ?? 'return 0.0;';
    case 'square':
      return ['return x * x;', 'return 2.0 * x;', 'return 2.0;'][k] ?? 'return 0.0;';
    case 'cube':
      return (
        ['return x * x * x;', 'return 3.0 * x * x;', 'return 6.0 * x;', 'return 6.0;'][k] ?? 'return 0.0;'
      );
    case 'erf':
      return k === 0 ? 'return erfOf(x);' : errorDerivative(k);
    case 'tanh':
      return `return tanhOrder(${k}, x);`;
    case 'sigmoid':
      return `return sigmoidOrder(${k}, x);`;
    case 'silu':
      if (k === 0) return 'return x * sigmoidOrder(0, x);';
      return `return x * sigmoidOrder(${k}, x) + ${k}.0 * sigmoidOrder(${k - 1}, x);`;
    case 'gelu':
      if (k === 0) return 'return x * normalOf(x);';
      if (k === 1) return 'return normalOf(x) + limited(x) * gaussOrder(0, x);';
      return `return limited(x) * gaussOrder(${k - 1}, x) + ${k}.0 * gaussOrder(${k - 2}, x);`;
    case 'softplus':
      if (k === 0)
        return 'let y = uniforms.s0 * x; return (max(y, 0.0) + log(1.0 + decay(-abs(y)))) / uniforms.s0;';
      return `return ${Array.from({ length: k - 1 }, () => 'uniforms.s0 * ').join('')}sigmoidOrder(${k - 1}, uniforms.s0 * x);`;
    case 'elu':
      if (k === 0) return `let y = min(x, 0.0); ${expm1} return select(less, x, x > 0.0);`;
      return `return select(decay(min(x, 0.0)), ${k === 1 ? '1.0' : '0.0'}, x > 0.0);`;
    case 'sin':
      return `return circle(x, ${k});`;
    case 'cos':
      return `return circle(x, ${k + 1});`;
  }
}

/** e^y − 1 for y ≤ 0, by its series above −0.2 (remainder 9e-8 of y). */
const expm1 =
  'let series = y * (1.0 + y * (0.5 + y * (0.16666667 + y * (0.041666667 + y * 0.0083333333)))); ' +
  'let less = select(decay(y) - 1.0, series, y > -0.2);';

function kink(left: string, slope: string, k: number): string {
  if (k === 0) return `return select(x, ${left} * x, x < 0.0);`;
  if (k === 1) return `return select(select(${slope}, 1.0, x > 0.0), ${left}, x < 0.0);`;
  return 'return 0.0;';
}

function errorDerivative(k: number): string {
  const polynomial = [
    '1.0',
    '-2.0 * y',
    '4.0 * w - 2.0',
    'y * (12.0 - 8.0 * w)',
    '12.0 + w * (16.0 * w - 48.0)',
  ][k - 1];
  return `let y = limited(x); let w = y * y; return 1.1283791671 * bell(x, 1.0) * (${polynomial});`;
}

import type { Backend, Tensor } from '../tensor/backend';

/**
 * float32 as a number system, deterministic: the operations of a float64 backend, every result rounded to the nearest
 * float32. Sums inside a product are kept in float64, so its rounding is at the lower end of what a GPU shows.
 * Frees no more than it made: `close` leaves the backend below alone.
 */
export function roundedBackend(below: Backend): Backend {
  const round = (t: Tensor): Tensor => {
    const values = below.peek(t);
    if (values === null) throw new Error('rounding needs a backend whose numbers are at hand');
    for (let i = 0; i < values.length; i++) values[i] = Math.fround(values[i]);
    const rounded = below.upload(values, t.rows, t.cols);
    below.dispose(t);
    return rounded;
  };
  return {
    name: 'float64',
    adapter: `${below.adapter}, rounded to float32`,
    upload: (values, rows, cols) =>
      below.upload(
        values.map((value) => Math.fround(value)),
        rows,
        cols,
      ),
    zeros: (rows, cols) => below.zeros(rows, cols),
    download: (t) => below.download(t),
    peek: (t) => below.peek(t),
    matMul: (a, b, options) => round(below.matMul(a, b, options)),
    gram: (a, b, scale) => round(below.gram(a, b, scale)),
    add: (a, b) => round(below.add(a, b)),
    sub: (a, b) => round(below.sub(a, b)),
    mul: (a, b) => round(below.mul(a, b)),
    scale: (a, s) => round(below.scale(a, s)),
    addScaled: (a, b, s) => round(below.addScaled(a, b, s)),
    combine: (terms, scales) => round(below.combine(terms, scales)),
    addRow: (a, row, s) => round(below.addRow(a, row, s)),
    scaleRows: (a, weights) => round(below.scaleRows(a, weights)),
    gatherRows: (a, index) => below.gatherRows(a, index),
    sliceRows: (a, from, to) => below.sliceRows(a, from, to),
    concatRows: (parts) => below.concatRows(parts),
    rowDots: (a, b) => round(below.rowDots(a, b)),
    reshape: (a, rows, cols) => below.reshape(a, rows, cols),
    transpose: (a) => below.transpose(a),
    sumRows: (a) => round(below.sumRows(a)),
    maxAbs: (a) => below.maxAbs(a),
    sumSquares: (a) => round(below.sumSquares(a)),
    errorNorm: (e, a, b, atol, rtol) => round(below.errorNorm(e, a, b, atol, rtol)),
    activation: (name, param, order, z) => round(below.activation(name, param, order, z)),
    activationPair: (name, param, z) => {
      const [value, slope] = below.activationPair(name, param, z);
      return [round(value), round(slope)];
    },
    scope: (f) => below.scope(f),
    keep: (t) => below.keep(t),
    dispose: (t) => below.dispose(t),
    memory: () => below.memory(),
    close: () => undefined,
  };
}

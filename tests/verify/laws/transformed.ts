/** The same experiment seen otherwise: its points in another order, its hidden units, its sign, its inputs turned. */
import type { Weights } from '../../../src/engine/network/drawWeights';
import type { Setup } from '../../../src/engine/predictors/setup';

export interface Start {
  readonly setup: Setup;
  readonly weights: Weights;
}

export function shuffled(count: number, random: () => number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** Training point i becomes order[i] of the original. */
export function relabelled({ setup, weights }: Start, order: readonly number[]): Start {
  const { d } = setup.data;
  const x = Float64Array.from(order.flatMap((i) => [...setup.data.x.subarray(i * d, (i + 1) * d)]));
  return {
    setup: withData(
      setup,
      x,
      setup.data.xProbe,
      Float64Array.from(order, (i) => setup.data.y[i]),
    ),
    weights,
  };
}

/** Every hidden layer's units in another order, the same function. */
export function unitsPermuted({ setup, weights: { weights, biases } }: Start, random: () => number): Start {
  const { layers } = setup.definition;
  // A residual stream joins the layers: they share one order.
  const skip = layers.some((layer) => layer.skip);
  const one = shuffled(setup.definition.width, random);
  let before: number[] | null = null;
  const changed = weights.map((w, l) => {
    const { fanIn, fanOut } = layers[l];
    const rows: number[] | null = before;
    const columns = l === layers.length - 1 ? null : skip ? one : shuffled(fanOut, random);
    before = columns;
    const weight = Float64Array.from({ length: fanIn * fanOut }, (_, at) => {
      const [i, j] = [Math.floor(at / fanOut), at % fanOut];
      return w[(rows ? rows[i] : i) * fanOut + (columns ? columns[j] : j)];
    });
    return { weight, bias: biases[l]?.map((_, j) => biases[l]![columns ? columns[j] : j]) ?? null };
  });
  return {
    setup,
    weights: { weights: changed.map(({ weight }) => weight), biases: changed.map(({ bias }) => bias) },
  };
}

/** Targets and output layer of the opposite sign: f becomes −f. */
export function negated({ setup, weights: { weights, biases } }: Start): Start {
  const { x, xProbe, y } = setup.data;
  const last = weights.length - 1;
  const minus = (values: Float64Array): Float64Array => values.map((v) => -v);
  return {
    setup: withData(setup, x, xProbe, minus(y)),
    weights: {
      weights: weights.map((w, l) => (l === last ? minus(w) : w)),
      biases: biases.map((b, l) => (b !== null && l === last ? minus(b) : b)),
    },
  };
}

/** All inputs turned by a rotation, or a reflection: a product of two Householder reflections of random directions. */
export function turned({ setup, weights }: Start, random: () => number): Start {
  const { d } = setup.data;
  const directions = [0, 1].map(() => {
    const v = Array.from({ length: d }, () => random() - 0.5);
    const length = Math.hypot(...v);
    return v.map((value) => value / length);
  });
  const turn = (values: Float64Array): Float64Array => {
    const out = values.slice();
    for (const v of directions)
      for (let at = 0; at < out.length; at += d) {
        let along = 0;
        for (let k = 0; k < d; k++) along += out[at + k] * v[k];
        for (let k = 0; k < d; k++) out[at + k] -= 2 * along * v[k];
      }
    return out;
  };
  return { setup: withData(setup, turn(setup.data.x), turn(setup.data.xProbe), setup.data.y), weights };
}

function withData(setup: Setup, x: Float64Array, xProbe: Float64Array, y: Float64Array): Setup {
  const xAll = new Float64Array(x.length + xProbe.length);
  xAll.set(x);
  xAll.set(xProbe, x.length);
  return { ...setup, data: { ...setup.data, x, xProbe, y }, xAll };
}

/** values[order[i]…] in blocks of n for every index of a kernel of this order. [n, …] */
export function relabelledKernel(
  kernel: Float64Array,
  order: readonly number[],
  indices: number,
): Float64Array {
  const n = order.length;
  let length = 1;
  for (let r = 0; r < indices; r++) length *= n;
  return Float64Array.from({ length }, (_, at) => {
    let from = 0;
    let stride = 1;
    for (let r = 0, rest = at; r < indices; r++) {
      from += stride * order[rest % n];
      rest = Math.floor(rest / n);
      stride *= n;
    }
    return kernel[from];
  });
}

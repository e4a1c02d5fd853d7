/** Parameters of small networks as one list of numbers: directions of gradient flow, and the flow itself. */
import { fullPass } from '../../../src/engine/network/backward';
import type { Weights } from '../../../src/engine/network/drawWeights';
import { gradient } from '../../../src/engine/network/gradient';
import type { NetworkDefinition } from '../../../src/engine/network/networkDefinition';
import type { NetworkState } from '../../../src/engine/network/networkState';
import { uploadState } from '../../../src/engine/network/networkState';
import type { Backend } from '../../../src/engine/tensor/backend';
import { arraySpace } from '../../../src/theory/ode/arraySpace';
import { Dop853 } from '../../../src/theory/ode/dop853';

export function flatten({ weights, biases }: Weights): Float64Array {
  return Float64Array.from(weights.flatMap((w, l) => [...w, ...(biases[l] ?? [])]));
}

export function unflatten({ layers }: NetworkDefinition, theta: Float64Array): Weights {
  let at = 0;
  const take = (count: number): Float64Array => theta.slice(at, (at += count));
  const weights: Float64Array[] = [];
  const biases: (Float64Array | null)[] = [];
  for (const { fanIn, fanOut, bias } of layers) {
    weights.push(take(fanIn * fanOut));
    biases.push(bias === 0 ? null : take(fanOut));
  }
  return { weights, biases };
}

export function stateAt(backend: Backend, definition: NetworkDefinition, theta: Float64Array): NetworkState {
  return uploadState(backend, definition, unflatten(definition, theta));
}

/** f(x), and −(1/n) Σ g_i η ∇f(x_i) for the rates g that `slope` gives from f on the training points. */
export function velocity(
  backend: Backend,
  definition: NetworkDefinition,
  theta: Float64Array,
  x: Float64Array,
  n: number,
  slope: (f: Float64Array) => Float64Array,
): { f: Float64Array; v: Float64Array } {
  const d = definition.layers[0].fanIn;
  return backend.scope(() => {
    const state = stateAt(backend, definition, theta);
    const pass = fullPass(backend, definition, state, backend.upload(x.slice(0, n * d), n, d));
    const f = numbers(backend, pass.f);
    const g = backend.upload(slope(f), n, 1);
    const v = gradient(backend, definition, pass, g, -1).flatMap((t) => [...numbers(backend, t)]);
    return { f, v: Float64Array.from(v) };
  });
}

/** θ(t) of gradient flow on the square loss at ascending times, in lazy time, optionally with centred output. */
export function flow(
  backend: Backend,
  definition: NetworkDefinition,
  theta0: Float64Array,
  x: Float64Array,
  y: Float64Array,
  times: readonly number[],
): Float64Array[] {
  const n = y.length;
  const centre = velocity(backend, definition, theta0, x, n, (f) => f).f;
  const rate = (theta: Float64Array): Float64Array =>
    velocity(backend, definition, theta, x, n, (f) =>
      f.map((v, i) => v - (definition.centred ? centre[i] : 0) - y[i]),
    ).v.map((v) => definition.lazyFactor * v);
  const solver = new Dop853(arraySpace, (_, theta) => rate(theta), 0, theta0.slice(), {
    rtol: 1e-11,
    atol: 1e-13,
  });
  return times.map((t) => {
    if (t > solver.t) solver.advanceTo(t);
    return solver.state.slice();
  });
}

function numbers(backend: Backend, t: Parameters<Backend['peek']>[0]): Float64Array {
  const values = backend.peek(t);
  if (!values) throw new Error('these checks need a backend whose numbers are at hand');
  return values;
}

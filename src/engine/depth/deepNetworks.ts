/** Finite networks at initialisation, by depth: the gradient of the loss by layer, and the tangent kernel of one input. */
import type { DepthNetwork, DepthNetworksRequest } from '../../protocol/depth';
import { prngKey } from '../../theory/random/key';
import { kernelDiagonal } from '../kernel/tangentKernel';
import { backward, type Pass } from '../network/backward';
import { drawLayer } from '../network/drawWeights';
import { forward } from '../network/forward';
import { gradient } from '../network/gradient';
import type { NetworkDefinition } from '../network/networkDefinition';
import type { NetworkState } from '../network/networkState';
import { makeSetup } from '../predictors/setup';
import { refuseTooLarge } from '../run/refuseTooLarge';
import type { Backend, Tensor } from '../tensor/backend';
import { lossGradient } from '../training/loss';
import { rest, type Pause } from '../work/pause';
import { expectedSquares, layerGrams } from './layerGrams';

/** Inputs over which the loss is taken: its gradient by layer needs no more, and passes cost as many. */
const mostPoints = 8;

/** Refuses before anything is drawn what is too deep or too large. */
export async function deepNetworks(
  { spec, depths, networks }: DepthNetworksRequest,
  backend: Backend,
  pause: Pause,
  emit: (network: DepthNetwork) => Promise<void>,
): Promise<void> {
  const problems = depths.map((depth) => makeSetup({ ...spec, depth }));
  const deepest = problems[problems.length - 1];
  refuseTooLarge(deepest);
  const { data } = deepest;
  const n = Math.min(data.n, mostPoints);
  const [x, y] = [data.x.slice(0, n * data.d), data.y.slice(0, n)];
  const grams = await layerGrams(deepest.definition, { x, n, d: data.d }, pause);
  for (let k = 0; k < networks; k++) {
    const seed = spec.seed + k;
    const hidden = await hiddenLayers(deepest.definition, seed, pause);
    const drawn = backend.scope(() => {
      const inputs = backend.upload(x, n, data.d);
      const uploaded = deepest.definition.layers.slice(0, -1).map((layer, l) => ({
        weights: backend.upload(hidden[l].weights, layer.fanIn, layer.fanOut),
        bias: hidden[l].bias && backend.upload(hidden[l].bias, 1, layer.fanOut),
      }));
      const kernel: number[] = [];
      let measured: { gradient: Float64Array; g: Float64Array } | null = null;
      for (const { definition } of problems)
        backend.scope(() => {
          const state = stateOf(backend, definition, uploaded, seed);
          const there = forward(backend, definition, state, inputs);
          const pass: Pass = { ...there, delta: backward(backend, definition, state, there) };
          kernel.push(firstKernel(backend, definition, pass));
          if (definition === deepest.definition) {
            const g = lossGradient(
              backend,
              spec.loss,
              pass.f,
              spec.centred ? pass.f : null,
              backend.upload(y, n, 1),
            );
            measured = { gradient: layerNorms(backend, definition, pass, g), g: read(backend, g) };
          }
        });
      return { kernel, measured: measured! as { gradient: Float64Array; g: Float64Array } };
    });
    await emit({
      kind: 'network',
      seed,
      gradient: drawn.measured.gradient,
      expectedSquare: expectedSquares(grams, drawn.measured.g),
      kernel: Float64Array.from(drawn.kernel),
    });
    await rest(pause);
  }
}

interface Uploaded {
  readonly weights: Tensor;
  readonly bias: Tensor | null;
}

/** W¹ … W^H with their biases: most of the work, in pieces. */
async function hiddenLayers({ parametrisation, depth }: NetworkDefinition, seed: number, pause: Pause) {
  const layers: ReturnType<typeof drawLayer>[] = [];
  for (let l = 0; l < depth; l++) {
    layers.push(drawLayer(parametrisation.layers[l], prngKey(seed), l + 1));
    await rest(pause);
  }
  return layers;
}

/** The network of a seed at this depth: the same hidden layers as deeper ones have, and its own output layer. */
function stateOf(
  backend: Backend,
  { parametrisation, layers, depth }: NetworkDefinition,
  hidden: readonly Uploaded[],
  seed: number,
): NetworkState {
  const last = drawLayer(parametrisation.layers[depth], prngKey(seed), depth + 1);
  const all = [
    ...hidden.slice(0, depth),
    {
      weights: backend.upload(last.weights, layers[depth].fanIn, 1),
      bias: last.bias && backend.upload(last.bias, 1, 1),
    },
  ];
  return { weights: all.map(({ weights }) => weights), biases: all.map(({ bias }) => bias) };
}

/** K₀(x₁, x₁), learning-rate multipliers included. */
function firstKernel(backend: Backend, definition: NetworkDefinition, pass: Pass): number {
  return kernelDiagonal(backend, definition, pass).reduce((sum, layer) => sum + read(backend, layer)[0], 0);
}

/** ‖∂L/∂W^ℓ‖, without the learning-rate multipliers, which are no part of the gradient. */
function layerNorms(backend: Backend, definition: NetworkDefinition, pass: Pass, g: Tensor): Float64Array {
  const plain = { ...definition, layers: definition.layers.map((layer) => ({ ...layer, rate: 1 })) };
  const list = gradient(backend, plain, pass, g, 1);
  let next = 0;
  return Float64Array.from(definition.layers, ({ bias }) => {
    const norm = Math.sqrt(read(backend, backend.sumSquares(list[next]))[0]);
    next += bias === 0 ? 1 : 2;
    return norm;
  });
}

/** Values of a float64 tensor, which are at hand. */
function read(backend: Backend, tensor: Tensor): Float64Array {
  return backend.peek(tensor)!.slice();
}

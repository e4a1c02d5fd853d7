/** Laws of the infinitely wide network: Σ, Θ and the finite networks that approach them. */
import { activations } from '../../../src/theory/activations/activations';
import { outputs } from '../../../src/engine/network/forward';
import { initialWeights } from '../../../src/engine/network/drawWeights';
import { uploadState } from '../../../src/engine/network/networkState';
import { kernelsAtInfinity } from '../../../src/engine/predictors/kernelsAtInfinity';
import { makeSetup, type Setup } from '../../../src/engine/predictors/setup';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import type { InfiniteKernels } from '../../../src/theory/infiniteWidth/infiniteKernels';
import { symmetricEigen } from '../../../src/theory/linalg/symmetricEigen';
import type { Law, LawMeans } from './law';
import { kernelDifference, largest } from './lawSpec';
import { kernelAt, startOf } from './networkRun';
import { relabelled, relabelledKernel, shuffled, turned } from './transformed';

/** Σ and Θ on the training points; null where they do not fit float64. */
async function limits(setup: Setup, { pause }: LawMeans): Promise<InfiniteKernels | null> {
  const kernels = await kernelsAtInfinity(setup, pause);
  const { ntk, nngp, ntkExponent, nngpExponent } = kernels;
  const fits = ntkExponent === 0 && nngpExponent === 0 && [...ntk, ...nngp].every(Number.isFinite);
  return fits && largest(ntk) > 0 ? kernels : null;
}

/** Entries against the root of their diagonal ones: |Θ_ij| ≤ √(Θ_ii Θ_jj). */
function entryDifference(a: Float64Array, b: Float64Array, n: number): number {
  let worst = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const error = Math.abs(a[i * n + j] - b[i * n + j]);
      const size = Math.sqrt(Math.abs(b[i * n + i])) * Math.sqrt(Math.abs(b[j * n + j]));
      if (!(error === 0)) worst = Math.max(worst, size > 0 ? error / size : Infinity);
    }
  return worst;
}

/** Inputs almost on one line through 0: the angle, and with a kink Θ, has half the digits of the inputs. */
function nearlyCollinear({ data: { x, n, d } }: Setup): boolean {
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      let [xx, yy, xy] = [0, 0, 0];
      for (let k = 0; k < d; k++) {
        xx += x[i * d + k] * x[i * d + k];
        yy += x[j * d + k] * x[j * d + k];
        xy += x[i * d + k] * x[j * d + k];
      }
      if (xx * yy - xy * xy < 1e-6 * xx * yy) return true;
    }
  return false;
}

const closedForm = new Set([
  'relu',
  'leakyRelu',
  'abs',
  'linear',
  'erf',
  'sin',
  'cos',
  'gelu',
  'square',
  'cube',
]);
/** Mathematics §8: closed forms and quadrature. Entries of Σ at inputs near 0 carry a few roundings of each layer. */
const precision = (spec: ExperimentSpec): number =>
  (closedForm.has(spec.activation) ? 1e-12 : 1e-10) * (1 + spec.depth);

export const limitLaws: readonly Law[] = [
  {
    name: 'the lazy Θ does not depend on α, nor on the width',
    specs: 80,
    shape: (spec, random) => ({
      ...spec,
      preset: spec.depth === 1 && random() < 0.3 ? 'fang' : 'ntk-alpha',
      lrRule: 'lazy',
    }),
    judge: async (spec, means) => {
      const a = await limits(makeSetup(spec), means);
      const b = await limits(
        makeSetup({ ...spec, alpha: 0.1 * 1e4 ** means.random(), width: 1 + spec.width * 3 }),
        means,
      );
      return (
        a &&
        b && {
          error: Math.max(kernelDifference(b.ntk, a.ntk), kernelDifference(b.nngp, a.nngp)),
          tolerance: 1e-12,
        }
      );
    },
  },
  {
    name: 'inputs turned: the same Σ and Θ',
    specs: 100,
    exception: (spec) =>
      activations[spec.activation].smoothness < Infinity && nearlyCollinear(makeSetup(spec))
        ? 'a kink and inputs within 1e-3 of one line: the angle has half the digits of turned inputs'
        : null,
    judge: async (spec, means) => {
      const start = startOf({ ...spec, width: Math.min(spec.width, 2) });
      const a = await limits(start.setup, means);
      const b = await limits(turned(start, means.random).setup, means);
      const { n } = start.setup.data;
      return (
        a &&
        b && {
          error: Math.max(entryDifference(b.ntk, a.ntk, n), entryDifference(b.nngp, a.nngp, n)),
          tolerance: precision(spec),
        }
      );
    },
  },
  {
    name: 'points relabelled: Σ and Θ are relabelled; both are positive',
    specs: 100,
    judge: async (spec, means) => {
      const start = startOf({ ...spec, width: Math.min(spec.width, 2) });
      const { n } = start.setup.data;
      const order = shuffled(n, means.random);
      const a = await limits(start.setup, means);
      const b = await limits(relabelled(start, order).setup, means);
      if (!a || !b) return null;
      const negative = (k: Float64Array): number => {
        const { values } = symmetricEigen(k, n);
        return Math.max(0, -values[0] / values[n - 1]);
      };
      const error = Math.max(
        entryDifference(b.ntk, relabelledKernel(a.ntk, order, 2), n),
        entryDifference(b.nngp, relabelledKernel(a.nngp, order, 2), n),
        negative(a.ntk),
        negative(a.nngp),
      );
      return { error, tolerance: precision(spec) };
    },
  },
  {
    name: 'finite networks: mean and variance of f₀, mean of K₀ against Σ and Θ',
    specs: 40,
    shape: (spec) => ({
      ...spec,
      width: spec.depth === 1 ? 24 : 96,
      depth: Math.min(spec.depth, 3),
      centred: false,
    }),
    exception: (spec) =>
      spec.activation === 'cube' || (spec.activation === 'square' && spec.depth > 1)
        ? 'moments of a high power have no sampling error to speak of in hundreds of draws'
        : null,
    judge: (spec, means) => againstEnsemble(spec, means),
  },
];

const draws = 160;

/** How far the ensemble's moments are from the limit's, in their standard errors; depth > 1 has a bias of order H/m beside. */
async function againstEnsemble(spec: ExperimentSpec, means: LawMeans) {
  const setup = makeSetup(spec);
  const limit = await limits(setup, means);
  if (!limit) return null;
  const { data, definition } = setup;
  const { n } = data;
  const { backend } = means;
  const alphaFactor = definition.lazyFactor;
  const f: Float64Array[] = [];
  const k: Float64Array[] = [];
  for (let s = 0; s < draws; s++) {
    const weights = initialWeights(definition.parametrisation, 1000 * spec.seed + s);
    const out = backend.scope(() =>
      outputs(
        backend,
        definition,
        uploadState(backend, definition, weights),
        backend.upload(data.x, n, data.d),
      ),
    );
    f.push((await backend.download(out)).slice());
    backend.dispose(out);
    if (s % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
    const kernel = await kernelAt(setup, weights, means);
    if (kernel === null) return null;
    k.push(kernel);
  }
  const bias = spec.depth === 1 ? 0 : (6 * spec.depth) / spec.width;
  let worst = 0;
  const compare = (samples: number[], expected: number, size: number): void => {
    const mean = samples.reduce((a, b) => a + b, 0) / draws;
    const variance = samples.reduce((a, b) => a + (b - mean) ** 2, 0) / (draws - 1);
    const error = Math.abs(mean - expected);
    const allowed = Math.sqrt(variance / draws) + (bias / 6) * size + 1e-12 * size;
    if (error > 0) worst = Math.max(worst, error / allowed);
  };
  for (let i = 0; i < n; i++) {
    const variance = limit.nngp[i * n + i] / alphaFactor;
    compare(
      f.map((v) => v[i]),
      0,
      Math.sqrt(variance),
    );
    compare(
      f.map((v) => v[i] * v[i]),
      variance,
      variance,
    );
    for (let j = 0; j <= i; j++)
      compare(
        k.map((v) => alphaFactor * v[i * n + j]),
        limit.ntk[i * n + j],
        Math.sqrt(limit.ntk[i * n + i] * limit.ntk[j * n + j]),
      );
  }
  // 6 standard errors: some 5000 comparisons, of moments whose sampling is not normal.
  return { error: worst, tolerance: 6 };
}

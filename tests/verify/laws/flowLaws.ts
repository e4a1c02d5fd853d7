/** Laws of one network: its weights, its flow, its kernels. */
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import { activations } from '../../../src/theory/activations/activations';
import { activationNames, type ActivationName } from '../../../src/theory/activations/names';
import { pick, seeded } from '../seeded';
import type { Law, LawMeans } from './law';
import { fastest, kernelDifference, largest, outputDifference } from './lawSpec';
import { flow, kernelAt, kernelsAt, startOf, type Moment } from './networkRun';
import { negated, relabelled, relabelledKernel, shuffled, unitsPermuted, type Start } from './transformed';

const smoothness = (spec: ExperimentSpec): number => activations[spec.activation].smoothness;

/** Mathematics §8 for the flow; a kink's crossing is located to 1e-6. */
const flowTolerance = (spec: ExperimentSpec): number => (smoothness(spec) === 0 ? 1e-6 : 1e-7);

/** Small networks only where a law runs them twice or with short steps. */
const small = (spec: ExperimentSpec): ExperimentSpec => ({
  ...spec,
  width: Math.min(spec.width, 32),
  depth: Math.min(spec.depth, 3),
});

/** From a third to thirty e-foldings of the fastest mode: short against what a stiff horizon costs. */
async function horizon(start: Start, means: LawMeans, most = 30): Promise<number | null> {
  const kernel = await kernelAt(start.setup, start.weights, means);
  const rate = kernel && fastest(kernel, start.setup.data.n, start.setup.definition.lazyFactor);
  return rate && Number.isFinite(rate) && rate > 1e-12 ? (0.3 * (most / 0.3) ** means.random()) / rate : null;
}

function difference(a: Moment, b: Moment, y: Float64Array): number {
  return Math.max(outputDifference(a.f, b.f, y), kernelDifference(a.kernel, b.kernel, b.kernelSize));
}

/** A relative change of every weight by as much as the tolerance of one step of a smooth flow. */
const perturbation = 1e-9;

/**
 * What is allowed: the tolerance, or what so small a change of the start does to the end where that is more. A network that leaves saturation
 * after 10⁶ units of time does so within a few of them: nothing computes its end to 1e-7.
 */
async function allowed(
  { setup, weights }: Start,
  T: number,
  error: number,
  means: LawMeans,
  options: Parameters<typeof flow>[3],
): Promise<number | null> {
  const tolerance = flowTolerance(setup.spec);
  if (error <= tolerance) return tolerance;
  const random = seeded(1);
  const moved = weights.weights.map((w) => w.map((v) => v * (1 + (random() < 0.5 ? -1 : 1) * perturbation)));
  const a = await flow({ setup, weights }, [T], means, options);
  const b = await flow({ setup, weights: { ...weights, weights: moved } }, [T], means, options);
  return a && b && Math.max(tolerance, difference(b[0], a[0], setup.data.y));
}

/** The flow as it is against one of far shorter steps, for these activations. */
const flowSteps = (name: string, specs: number, names: readonly ActivationName[]): Law => ({
  name,
  specs,
  shape: (spec, random) => ({ ...small(spec), activation: pick(random, names) }),
  judge: async (spec, means) => {
    const start = startOf(spec);
    const T = await horizon(start, means, smoothness(spec) === 0 ? 8 : 30);
    if (T === null) return null;
    // A kink: steps that end within 1e-4 of a rate's time of each crossing, an error of 1e-8 at each.
    const short = {
      flow: { tolerance: smoothness(spec) === Infinity ? 1e-12 : 1e-11, shortest: 1e-4 },
    };
    const given = await flow(start, [T], means);
    const fine = await flow(start, [T], means, short);
    if (given === null || fine === null) return null;
    const error = difference(given[0], fine[0], start.setup.data.y);
    const tolerance = await allowed(start, T, error, means, short);
    return tolerance === null ? null : { error, tolerance };
  },
});

const ofSmoothness = (smooth: number): ActivationName[] =>
  activationNames.filter((name) => activations[name].smoothness === smooth);

export const flowLaws: readonly Law[] = [
  flowSteps('the flow of smooth φ does not move with its tolerance', 40, ofSmoothness(Infinity)),
  flowSteps('the flow of elu does not move with its tolerance', 12, ofSmoothness(1)),
  flowSteps('the flow at kinks does not move with its tolerance', 16, ofSmoothness(0)),
  {
    name: 'times compose: 0 → T equals 0 → T/3 → T',
    specs: 30,
    shape: (spec) => ({ ...small(spec), centred: false }),
    judge: async (spec, means) => {
      const start = startOf(spec);
      const T = await horizon(start, means);
      if (T === null) return null;
      const whole = await flow(start, [T], means);
      const first = await flow(start, [T / 3], means);
      const second = first && (await flow({ ...start, weights: first[0].weights }, [T - T / 3], means));
      if (!whole || !second) return null;
      const error = difference(second[0], whole[0], start.setup.data.y);
      const tolerance = await allowed(start, T, error / 2, means, {});
      return tolerance === null ? null : { error, tolerance: 2 * tolerance };
    },
  },
  {
    name: 'points relabelled: f and K are relabelled',
    specs: 30,
    shape: small,
    judge: async (spec, means) => {
      const start = startOf(spec);
      const T = await horizon(start, means);
      if (T === null) return null;
      const { n, y } = start.setup.data;
      const order = shuffled(n, means.random);
      const [a, b] = [await flow(start, [T], means), await flow(relabelled(start, order), [T], means)];
      if (!a || !b) return null;
      const error = Math.max(
        outputDifference(
          b[0].f,
          order.map((i) => a[0].f[i]),
          y,
        ),
        kernelDifference(b[0].kernel, relabelledKernel(a[0].kernel, order, 2), a[0].kernelSize),
      );
      return { error, tolerance: flowTolerance(spec) };
    },
  },
  {
    name: 'hidden units permuted: the same f and K',
    specs: 30,
    shape: small,
    judge: async (spec, means) => {
      const start = startOf(spec);
      const T = await horizon(start, means);
      if (T === null) return null;
      const [a, b] = [
        await flow(start, [T], means),
        await flow(unitsPermuted(start, means.random), [T], means),
      ];
      return a && b && { error: difference(b[0], a[0], start.setup.data.y), tolerance: flowTolerance(spec) };
    },
  },
  {
    name: 'y and a of the opposite sign: f of the opposite sign, the same K, to the bit',
    specs: 30,
    shape: small,
    judge: async (spec, means) => {
      const start = startOf(spec);
      const T = await horizon(start, means);
      if (T === null) return null;
      const [a, b] = [await flow(start, [T], means), await flow(negated(start), [T], means)];
      if (!a || !b) return null;
      const minus = b[0].f.map((v) => -v);
      const error = Math.max(
        outputDifference(minus, a[0].f, start.setup.data.y),
        kernelDifference(b[0].kernel, a[0].kernel),
      );
      // Logistic: 1/(1 + e^{yf}) sees the same product; so every operation is the same but for signs.
      return { error, tolerance: 1e-15 };
    },
  },
  {
    name: 'K⁽²⁾ … K⁽⁴⁾: symmetric in two arguments, the same for units permuted, relabelled with the points',
    specs: 40,
    judge: async (spec, means) => {
      const start = startOf(spec);
      const { n } = start.setup.data;
      const p = n > 4 ? 3 : 4;
      const order = shuffled(n, means.random);
      const own = await kernelsAt(start.setup, start.weights, p, means);
      if (!own.every((k) => k.every(Number.isFinite)) || largest(own[0]) === 0) return null;
      const permuted = unitsPermuted(start, means.random);
      const other = await kernelsAt(permuted.setup, permuted.weights, p, means);
      const again = relabelled(start, order);
      const moved = await kernelsAt(again.setup, again.weights, p, means);
      let error = 0;
      own.forEach((kernel, r) => {
        const training = kernel.slice(0, n ** (r + 2));
        error = Math.max(error, kernelDifference(other[r], kernel));
        const expected = relabelledKernel(training, order, r + 2);
        error = Math.max(error, kernelDifference(moved[r].slice(0, training.length), expected));
        const block = n ** r;
        const exchanged = training.map((_, at) => {
          const [pair, rest] = [Math.floor(at / block), at % block];
          return training[((pair % n) * n + Math.floor(pair / n)) * block + rest];
        });
        error = Math.max(error, kernelDifference(exchanged, training));
      });
      return { error, tolerance: 1e-10 };
    },
  },
];

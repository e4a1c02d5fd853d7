/**
 * One record for each predictor: the network and the theories beside it. Whoever lists predictors, names them, draws them or
 * decides in which order they are computed reads it here; how one is computed is a file in engine/predictors/builders/.
 */

/**
 * `network`: the finite network; `expansion`: a Taylor expansion of this very network at t₀; `infinite`: kernels of the
 * infinitely wide network; `particles`: the mean-field limit by particles.
 */
export type PredictorFamily = 'network' | 'expansion' | 'infinite' | 'particles';

export interface PredictorRecord {
  /** Name of its chip, curves and columns. */
  readonly label: string;
  /** For the help: what it is in full. */
  readonly fullName: string;
  readonly family: PredictorFamily;
  /** p where it is the hierarchy truncated at p, else null. */
  readonly order: 2 | 3 | 4 | 5 | null;
  /** Place in the order of computing: what a person waits for first. */
  readonly rank: number;
  /** Computing time in that of the default network, on the default experiment: what a scheduler may expect. */
  readonly cost: number;
  /** CSS custom property with its hue (plots/plots.css), and the stroke: px, and `stroke-dasharray` or null for a solid line. */
  readonly token: `--${string}`;
  readonly dash: string | null;
  readonly width: number;
  /** What it computes, in plain text, and where that is from. */
  readonly formula: string;
  readonly source: string;
}

/** In the order in which they are listed everywhere. */
export const predictors = {
  nn: {
    label: 'Network',
    fullName: 'the network of width m itself',
    family: 'network',
    order: null,
    rank: 0,
    cost: 1,
    token: '--nn',
    dash: null,
    width: 3,
    formula: 'f(x; θ_t), θ′ = −∇L',
    source: 'Mathematics §1, §2',
  },
  linearised: {
    label: 'Linearised',
    fullName: 'the network linearised in its parameters',
    family: 'expansion',
    order: 2,
    rank: 1,
    cost: 0.1,
    token: '--linearised',
    dash: '5 3',
    width: 2,
    formula: 'f′ = −K_0 (f − y)/n',
    source: 'Lee19; HY eq. 15 with p = 2',
  },
  nth3: {
    label: 'NTH p = 3',
    fullName: 'the tangent hierarchy truncated at p = 3: the kernel moves, its rate does not',
    family: 'expansion',
    order: 3,
    rank: 3,
    cost: 0.3,
    token: '--nth3',
    dash: '2 3',
    width: 2,
    formula: 'f′ = −K⁽²⁾(f − y)/n, K⁽²⁾′ = −K⁽³⁾(f − y)/n, K⁽³⁾ constant',
    source: 'HY eq. 15, 22',
  },
  nth4: {
    label: 'NTH p = 4',
    fullName: 'the tangent hierarchy truncated at p = 4',
    family: 'expansion',
    order: 4,
    rank: 4,
    cost: 0.7,
    token: '--nth4',
    dash: null,
    width: 2,
    formula: 'K⁽ʳ⁾′ = −K⁽ʳ⁺¹⁾(f − y)/n for r < 4, K⁽⁴⁾ constant',
    source: 'HY eq. 15, 22',
  },
  nth5: {
    label: 'NTH p = 5',
    fullName: 'the tangent hierarchy truncated at p = 5',
    family: 'expansion',
    order: 5,
    rank: 6,
    cost: 5,
    token: '--nth5',
    dash: '6 2 1.5 2 1.5 2',
    width: 2,
    formula: 'K⁽ʳ⁾′ = −K⁽ʳ⁺¹⁾(f − y)/n for r < 5, K⁽⁵⁾ constant',
    source: 'HY eq. 15, 22',
  },
  ntk: {
    label: 'NTK, m = ∞',
    fullName: 'the infinitely wide network in its tangent-kernel limit',
    family: 'infinite',
    order: null,
    rank: 2,
    cost: 0.1,
    token: '--ntk',
    dash: '8 3',
    width: 2,
    formula: 'f′ = −Θ_∞ (f − y)/n',
    source: 'JGH Theorems 1 and 2; Lee19',
  },
  meanField: {
    label: 'Mean field',
    fullName: 'the network at m = ∞ and this α: particles, or dynamical mean-field theory for more layers',
    family: 'particles',
    order: null,
    rank: 7,
    cost: 2.5,
    token: '--mean-field',
    dash: '8 3 2 3',
    width: 2,
    formula: 'f(x) = α⟨a φ(pre^H(x))⟩, the mean over infinitely many neurons that follow the gradient',
    source: 'FDZ §V, eq. 20; Bordelon & Pehlevan 2022',
  },
  randomFeatures: {
    label: 'Random features',
    fullName: 'the infinitely wide network whose output layer alone is trained',
    family: 'infinite',
    order: null,
    rank: 5,
    cost: 0.1,
    token: '--random-features',
    dash: '14 4',
    width: 1.75,
    formula: 'f′ = −V[φ] (f − y)/n',
    source: 'FDZ §III',
  },
} as const satisfies Readonly<Record<string, PredictorRecord>>;

export type PredictorName = keyof typeof predictors;

export const predictorNames = Object.keys(predictors) as readonly PredictorName[];

/** In the order in which a run computes them. */
export const predictorsByRank = predictorNames.toSorted((a, b) => predictors[a].rank - predictors[b].rank);

/** Predictors whose numbers depend on the moment t₀ of expansion. */
export const expandedNames = predictorNames.filter((name) => predictors[name].family === 'expansion');

/** Predictors whose numbers depend on the number of particles. */
export const particleNames = predictorNames.filter((name) => predictors[name].family === 'particles');

/** The names whose record has an order p. */
export type TruncationName = {
  [K in PredictorName]: (typeof predictors)[K]['order'] extends number ? K : never;
}[PredictorName];

/** The hierarchy's truncations by ascending order, p = 2 first. */
export const truncationNames = predictorNames
  .filter((name): name is TruncationName => predictors[name].order !== null)
  .toSorted((a, b) => predictors[a].order - predictors[b].order);

/** The hierarchy truncated at p. */
export function truncationOf(p: 2 | 3 | 4 | 5): TruncationName {
  return truncationNames.find((name) => predictors[name].order === p)!;
}

import type { Activation } from '../theory/activations/activation';
import { activations } from '../theory/activations/activations';
import type { ActivationName } from '../theory/activations/names';
import { activationNames } from '../theory/activations/names';
import { outputLaws, presets, residuals, trainedParts } from '../theory/network/parametrisation';
import type { FieldTable } from './fieldTypes';

const parameters = Object.values(activations).flatMap(({ parameter }) => parameter ?? []);

/** One text for every activation. */
function eachActivation(text: (activation: Activation) => string): Record<ActivationName, string> {
  return Object.fromEntries(activationNames.map((name) => [name, text(activations[name])])) as Record<
    ActivationName,
    string
  >;
}

function labelsOf(which: (activation: Activation) => boolean): string {
  const labels = Object.values(activations)
    .filter(which)
    .map(({ label }) => label);
  return `${labels.slice(0, -1).join(', ')} and ${labels[labels.length - 1]}`;
}

function parameterHelp(): string {
  return Object.values(activations)
    .flatMap(({ label, parameter }) =>
      parameter ? [`${label}: ${parameter.help}, ${parameter.default} unless said otherwise.`] : [],
    )
    .join(' ');
}

export const networkFields = {
  preset: {
    kind: 'choice',
    default: 'ntk-alpha',
    options: presets,
    optionLabels: {
      'ntk-alpha': 'NTK-α',
      jacot: 'Jacot',
      'huang-yau': 'Huang–Yau',
      hayou: 'Hayou',
      fang: 'Fang',
      standard: 'Standard',
      mup: 'μP',
    },
    group: 'network',
    affects: 'run',
    key: 'preset',
    label: 'Parametrisation',
    symbol: null,
    unit: '',
    help: 'How multipliers, initial sizes and learning rates depend on the width. It decides which limit the network has: α = √m gives the tangent kernel, α = 1 the mean field.',
    source: 'Mathematics §1: JGH §2, HY eq. 1–2, HDR eq. 10, FDZ eq. 1, Yang & Hu 2021',
    usedBy: () => true,
  },
  width: {
    kind: 'integer',
    default: 128,
    min: 1,
    // Outputs at 2¹⁴ neurons are within about 1/√m = 1 % of those at infinitely many.
    max: 16384,
    scale: 'log2',
    step: 2,
    group: 'network',
    affects: 'run',
    key: 'width',
    label: 'Width',
    symbol: { tex: 'm', plain: 'm' },
    unit: 'neurons',
    help: 'Neurons per hidden layer. At α = √m the tangent kernel moves by about 1/m during training, and the gap to each theory falls with a power of m; at a fixed α, as under μP, the kernel goes on moving at every width.',
    source: 'HY Theorem 2.3 and Corollary 2.4',
    usedBy: () => true,
  },
  depth: {
    kind: 'integer',
    default: 1,
    min: 1,
    // HDR's rates are seen over four decades of depth. A finite network ends earlier and says so.
    max: 10000,
    scale: 'log',
    step: 1.1,
    group: 'network',
    affects: 'run',
    key: 'depth',
    label: 'Depth',
    symbol: { tex: 'H', plain: 'H' },
    unit: 'hidden layers',
    help: 'Number of hidden layers. JGH and HDR count the output layer too: their L is H + 1. Finite networks go to 100, the limits of infinite width to 10 000.',
    source: 'Mathematics §1',
    usedBy: (spec) => (spec.preset === 'fang' ? 'The preset Fang has one hidden layer.' : true),
  },
  activation: {
    kind: 'choice',
    default: 'erf',
    options: activationNames,
    optionLabels: eachActivation(({ label }) => label),
    group: 'network',
    affects: 'run',
    key: 'activation',
    label: 'Activation',
    symbol: { tex: '\\varphi', plain: 'φ' },
    unit: '',
    help: `The non-linearity of every hidden layer. The hierarchy asks for a smooth one; not smooth at 0: ${labelsOf(({ smoothness }) => smoothness < Infinity)}.`,
    source: 'HY Assumption 2.1; Mathematics §4',
    usedBy: () => true,
  },
  activationParam: {
    kind: 'number',
    default: 1,
    min: Math.min(...parameters.map(({ min }) => min)),
    max: Math.max(...parameters.map(({ max }) => max)),
    scale: 'log',
    step: 1.05,
    group: 'network',
    affects: 'run',
    key: 'activationParam',
    label: 'Activation parameter',
    symbol: { tex: 'a', plain: 'a' },
    unit: '',
    help: parameterHelp(),
    source: 'Mathematics §4',
    usedBy: (spec) =>
      activations[spec.activation].parameter !== null
        ? true
        : `Only ${labelsOf(({ parameter }) => parameter !== null)} have a parameter.`,
  },
  sigmaW: {
    kind: 'number',
    default: 1.5,
    // At 0 every kernel of a deep network degenerates; the phase diagrams of HDR end well below 10.
    min: 0.01,
    max: 10,
    scale: 'linear',
    step: 0.01,
    group: 'network',
    affects: 'run',
    key: 'sigmaW',
    label: 'Weight scale',
    symbol: { tex: '\\sigma_w', plain: 'σ_w' },
    unit: '',
    help: 'Scale of the weights. With σ_b it decides whether signals contract (ordered), spread (chaotic) or survive depth (the edge between them).',
    source: 'HDR eq. 10 and §2; Mathematics §7',
    usedBy: (spec) => (spec.preset === 'jacot' ? 'The preset Jacot has unit weights.' : true),
  },
  sigmaB: {
    kind: 'number',
    default: 0.3,
    min: 0,
    max: 10,
    scale: 'linear',
    step: 0.01,
    group: 'network',
    affects: 'run',
    key: 'sigmaB',
    label: 'Bias scale',
    symbol: { tex: '\\sigma_b', plain: 'σ_b' },
    unit: '',
    help: 'Multiplier of the biases, which start as N(0, 1). JGH write β and use 0.1. At 0 there are no biases.',
    source: 'HDR eq. 10; JGH §2',
    usedBy: (spec) => {
      switch (spec.preset) {
        case 'huang-yau':
        case 'fang':
        case 'mup':
          return 'This preset has no biases.';
        case 'standard':
          return 'Biases of the preset Standard start at 0 with multiplier 1.';
        default:
          return true;
      }
    },
  },
  sigmaA: {
    kind: 'number',
    default: 1,
    // Parameter motion is relative to ‖a(0)‖, so a must not start at 0.
    min: 0.001,
    max: 10,
    scale: 'linear',
    step: 0.01,
    group: 'network',
    affects: 'run',
    key: 'sigmaA',
    label: 'Output weight scale',
    symbol: { tex: '\\sigma_a', plain: 'σ_a' },
    unit: '',
    help: 'Initial standard deviation of the output weights, where the preset sets it apart from σ_w.',
    source: 'HY eq. 1–2; FDZ eq. 1',
    usedBy: (spec) =>
      spec.preset === 'huang-yau' || spec.preset === 'fang' || spec.preset === 'mup'
        ? true
        : 'Only Huang–Yau, Fang and μP scale the output weights apart.',
  },
  alpha: {
    kind: 'alpha',
    default: 'sqrt',
    min: 0.01,
    // α = m makes the output multiplier 1, the largest in use; the widest network has 16384 neurons.
    max: 16384,
    scale: 'log',
    step: 1.05,
    group: 'network',
    affects: 'run',
    key: 'alpha',
    label: 'Output scale',
    symbol: { tex: '\\alpha', plain: 'α' },
    unit: '',
    help: 'The output is (α/m) Σ aⱼ φ. At α = √m the network is near its tangent kernel, at α = 1 it has the mean-field limit. Time is rescaled by m/α², so every α starts at the same speed, but under FDZ’s rate rules.',
    source: 'FDZ eq. 1; COB19; Mathematics §2, lazy time',
    usedBy: (spec) =>
      spec.preset === 'ntk-alpha' || spec.preset === 'fang'
        ? true
        : 'Only the presets NTK with output scale α and Fang have α.',
  },
  residual: {
    kind: 'choice',
    default: 'none',
    options: residuals,
    optionLabels: { none: 'None', resnet: 'ResNet', scaled: 'Scaled' },
    group: 'network',
    affects: 'run',
    key: 'residual',
    label: 'Residual',
    symbol: { tex: '\\tau_\\ell', plain: 'τ_ℓ' },
    unit: '',
    help: 'From the second hidden layer on, each layer adds to the one before with weight τ_ℓ = 1 (ResNet) or 1/√ℓ (Scaled).',
    source: 'HDR §4.2, Lemma 3',
    usedBy: (spec) => (spec.depth > 1 ? true : 'One hidden layer has nothing to skip; take H ≥ 2.'),
  },
  centred: {
    kind: 'boolean',
    default: true,
    group: 'network',
    affects: 'run',
    key: 'centred',
    label: 'Centred output',
    symbol: { tex: 'f-f_{\\theta(0)}', plain: 'f − f(0)' },
    unit: '',
    help: 'Train f − f at initialisation, so that every model starts at exactly 0. The band of the infinite network then vanishes.',
    source: 'COB19; Mathematics §1',
    usedBy: () => true,
  },
  outputLaw: {
    kind: 'choice',
    default: 'gaussian',
    options: outputLaws,
    optionLabels: { gaussian: 'Gaussian', signs: '± σ_a' },
    group: 'network',
    affects: 'run',
    key: 'outputLaw',
    label: 'Output law',
    symbol: { tex: 'u(0)', plain: 'u(0)' },
    unit: '',
    help: 'Law of the output weights at t = 0: Gaussian, or plus or minus their standard deviation with equal chance. Frozen at two values, a neuron of the mean field is only its θ, and its density can be drawn.',
    source: 'FDZ §V; Mathematics §6',
    usedBy: () => true,
  },
  trained: {
    kind: 'choice',
    default: 'all',
    options: trainedParts,
    optionLabels: { all: 'All layers', hidden: 'Hidden layers', output: 'Output layer' },
    group: 'network',
    affects: 'run',
    key: 'trained',
    label: 'Trained layers',
    symbol: null,
    unit: '',
    help: 'Which layers move; the others keep their values of t = 0. With the output layer alone the network is a model of random features.',
    source: 'FDZ §III, §V',
    usedBy: () => true,
  },
  seed: {
    kind: 'integer',
    default: 3,
    min: 0,
    max: 4294967295,
    scale: 'linear',
    step: 1,
    group: 'network',
    affects: 'run',
    key: 'seed',
    label: 'Seed',
    symbol: null,
    unit: '',
    help: 'Seed of the initial weights. The same seed gives the same weights as jax.random.',
    source: 'Mathematics §1, Seeds',
    usedBy: () => true,
  },
} satisfies Pick<
  FieldTable,
  | 'preset'
  | 'width'
  | 'depth'
  | 'activation'
  | 'activationParam'
  | 'sigmaW'
  | 'sigmaB'
  | 'sigmaA'
  | 'alpha'
  | 'residual'
  | 'centred'
  | 'outputLaw'
  | 'trained'
  | 'seed'
>;

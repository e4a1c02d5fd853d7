import { precisions } from './experimentSpec';
import type { FieldTable } from './fieldTypes';
import { expandedNames, particleNames, predictorNames, predictors, type PredictorName } from './predictors';

export const theoryFields = {
  predictors: {
    kind: 'list',
    default: ['nn', 'linearised', 'nth3', 'nth4', 'ntk', 'meanField'],
    options: predictorNames,
    optionLabels: Object.fromEntries(predictorNames.map((name) => [name, predictors[name].label])) as Record<
      PredictorName,
      string
    >,
    group: 'theory',
    affects: 'selection',
    key: 'predictors',
    label: 'Predictors',
    symbol: null,
    unit: '',
    help: 'The network and the theories drawn beside it, on the same data, seed and clock. One that is off does no work.',
    source: 'JGH §5; HY eq. 15; FDZ §III and §V; Lee19',
    usedBy: () => true,
  },
  particles: {
    kind: 'integer',
    // Quasi-random: the error of 16 384 independent draws on the default experiment, at α = 1 and √m.
    default: 4096,
    // Four populations are needed for the Monte-Carlo error; below 64 particles it is meaningless.
    min: 64,
    max: 262144,
    scale: 'log2',
    step: 2,
    group: 'theory',
    affects: { predictors: particleNames },
    key: 'particles',
    label: 'Particles',
    symbol: { tex: 'M', plain: 'M' },
    unit: 'particles',
    help: 'Quasi-random particles that stand for the mean-field limit, in four independent populations whose spread gives the Monte-Carlo error; the band drawn covers the limit in 95 of 100 runs (Student’s t of four values). It falls at least as 1/√M. With more hidden layers M samples a layer, and 4M at the times that the command line is asked for; 16 384 at most.',
    source: 'FDZ eq. 20; Mathematics §6',
    usedBy: (spec) =>
      spec.predictors.some((name) => particleNames.includes(name))
        ? true
        : 'Switch on the predictor Mean field to use them.',
  },
  expansion: {
    kind: 'number',
    default: 0,
    min: 0,
    // A network is expanded at a moment of its own run, whose horizon ends there.
    max: 1e9,
    scale: 'linear',
    step: 0.1,
    group: 'theory',
    affects: { predictors: expandedNames },
    key: 'expansion',
    label: 'Expansion point',
    symbol: { tex: 't_0', plain: 't₀' },
    unit: 't',
    help: 'The moment of the run around which the linearisation and the truncated hierarchies are expanded.',
    source: 'HY eq. 15; Mathematics §5',
    usedBy: (spec) =>
      spec.predictors.some((name) => expandedNames.includes(name))
        ? true
        : 'Switch on the linearisation or a truncated hierarchy to use it.',
  },
  precision: {
    kind: 'choice',
    default: 'auto',
    options: precisions,
    optionLabels: { auto: 'Automatic', float64: 'CPU, float64', webgpu: 'GPU, float32' },
    group: 'theory',
    affects: 'machine',
    key: 'precision',
    label: 'Engine',
    symbol: null,
    unit: '',
    help: 'Automatic takes the faster engine as measured on this configuration. In double precision the same link gives the same bits in every browser.',
    source: 'Mathematics §8',
    usedBy: () => true,
  },
} satisfies Pick<FieldTable, 'predictors' | 'particles' | 'expansion' | 'precision'>;

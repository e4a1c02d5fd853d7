import { datasets, targets } from './experimentSpec';
import type { FieldTable } from './fieldTypes';

export const dataFields = {
  dataset: {
    kind: 'choice',
    default: 'circle',
    options: datasets,
    optionLabels: {
      circle: 'Circle',
      line: 'Line',
      gaussian: 'Gaussian',
      sphere: 'Sphere',
      teacher: 'Teacher',
      digits: 'Digits',
      points: 'Own points',
    },
    group: 'data',
    affects: 'run',
    key: 'dataset',
    label: 'Data set',
    symbol: { tex: 'X', plain: 'X' },
    unit: '',
    help: 'Where the inputs come from. Circle: radius √2, evenly spaced. Line: evenly spaced on [−2, 2]. Gaussian: N(0, 1) coordinates. Sphere: uniform, radius √d. Teacher: Gaussian inputs labelled by a small network. Digits: 8 × 8 synthetic digits. Own points: typed, pasted or drawn. All have mean square coordinate about 1.',
    source: 'Mathematics §1; circle: JGH §6.1; teacher: FDZ §V',
    usedBy: () => true,
  },
  n: {
    kind: 'integer',
    default: 6,
    min: 1,
    // The n × n kernel is kept at every frame and diagonalised: 256 is the largest that stays interactive.
    max: 256,
    scale: 'log2',
    step: 2,
    group: 'data',
    affects: 'run',
    key: 'n',
    label: 'Training points',
    symbol: { tex: 'n', plain: 'n' },
    unit: 'points',
    help: 'Number of training points. The loss is their mean, and the tangent kernel is n × n.',
    source: 'Mathematics §2',
    usedBy: (spec) => (spec.dataset === 'points' ? 'Your own points fix their number.' : true),
  },
  d: {
    kind: 'integer',
    default: 2,
    min: 1,
    // 784 = 28 × 28, the inputs of the papers' image experiments.
    max: 784,
    scale: 'log2',
    step: 2,
    group: 'data',
    affects: 'run',
    key: 'd',
    label: 'Input dimension',
    symbol: { tex: 'd', plain: 'd' },
    unit: '',
    help: 'Number of coordinates of an input x. The circle has 2, the line 1, the digits 64.',
    source: 'Mathematics §1',
    usedBy: (spec) => {
      switch (spec.dataset) {
        case 'circle':
          return 'The circle lies in the plane: d = 2.';
        case 'line':
          return 'The line has one coordinate: d = 1.';
        case 'digits':
          return 'A digit has 8 × 8 pixels: d = 64.';
        case 'points':
          return 'Your own points fix their dimension.';
        default:
          return true;
      }
    },
  },
  target: {
    kind: 'choice',
    default: 'mix',
    options: targets,
    optionLabels: {
      product: 'Product',
      sine: 'Sine',
      mix: 'Two harmonics',
      step: 'Step',
      xor: 'XOR',
      linear: 'Linear',
      signs: 'Random signs',
      teacher: 'Teacher',
    },
    group: 'data',
    affects: 'run',
    key: 'target',
    label: 'Target',
    symbol: { tex: 'f^*', plain: 'f*' },
    unit: '',
    help: 'What the network learns. Product: x₁x₂. Sine: sin 2x₁. Mix: 0.8 cos 2γ + 0.3 sin 3γ with γ the angle of (x₁, x₂), or πx/2 in one dimension. Step: the sign of x₁. XOR: that of x₁ times that of x₂; a coordinate within 1e-12 of 0 has the sign +1. Linear: Σxᵢ/√d. Random signs: ±1 by coin flip. Teacher: a network of 8 tanh neurons. On digits these act on the digit: parity, half, place on the clock of ten.',
    source: 'JGH §6.1 (product); FDZ §V (teacher)',
    usedBy: (spec) => {
      if (spec.dataset === 'points') return 'Your own points carry their targets.';
      if (spec.dataset === 'teacher') return 'The teacher data set is labelled by its teacher.';
      return true;
    },
  },
  noise: {
    kind: 'number',
    default: 0,
    min: 0,
    // Targets have size about 1: ten times that is pure noise.
    max: 10,
    scale: 'linear',
    step: 0.01,
    group: 'data',
    affects: 'run',
    key: 'noise',
    label: 'Label noise',
    symbol: { tex: '\\sigma_y', plain: 'σ_y' },
    unit: '',
    help: 'Standard deviation of the Gaussian noise added to every training target. The probe targets stay free of noise.',
    source: 'Mathematics §1',
    usedBy: (spec) => (spec.dataset === 'points' ? 'Your own points are used as they are.' : true),
  },
  dataSeed: {
    kind: 'integer',
    default: 0,
    min: 0,
    max: 4294967295,
    scale: 'linear',
    step: 1,
    group: 'data',
    affects: 'run',
    key: 'dataSeed',
    label: 'Data seed',
    symbol: null,
    unit: '',
    help: 'Seed of the random inputs, of random targets and of the label noise, apart from the seed of the network.',
    source: 'Mathematics §1, Seeds',
    usedBy: (spec) => {
      if (spec.dataset === 'points') return 'Your own points are used as they are.';
      const fixedInputs = spec.dataset === 'circle' || spec.dataset === 'line';
      const fixedTarget = spec.target !== 'signs' && spec.target !== 'teacher';
      if (fixedInputs && fixedTarget && spec.noise === 0) return 'Nothing about these data is random.';
      return true;
    },
  },
  points: {
    kind: 'points',
    default: null,
    maxRows: 256,
    maxProbeRows: 1024,
    maxColumns: 784,
    // 65 536 numbers take 700 KB in a link at worst; browsers accept 1 MB.
    maxValues: 65536,
    maxMagnitude: 1e6,
    group: 'data',
    affects: 'run',
    key: 'points',
    label: 'Own points',
    symbol: { tex: '(x_i, y_i)', plain: '(xᵢ, yᵢ)' },
    unit: '',
    help: 'Inputs and targets of your own, and optional probe inputs at which the function is read. With the logistic loss every target is −1 or 1.',
    source: 'Mathematics §2',
    usedBy: (spec) => (spec.dataset === 'points' ? true : 'Choose the data set Own points to use them.'),
  },
} satisfies Pick<FieldTable, 'dataset' | 'n' | 'd' | 'target' | 'noise' | 'dataSeed' | 'points'>;

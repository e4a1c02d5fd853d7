import type { ExperimentSpec } from '../../protocol/experimentSpec';
import type { NetworkDefinition } from '../network/networkDefinition';
import { parameterCount } from '../../theory/network/parameterCount';

export interface TrainingSize {
  readonly definition: NetworkDefinition;
  /** Training points, their dimension, and probe points. */
  readonly data: { readonly n: number; readonly d: number; readonly p: number };
  readonly optimizer: ExperimentSpec['optimizer'];
  /** Order of the flow's pair: `FlowTolerance`. */
  readonly order: 5 | 8;
  /** Networks of this definition that are trained side by side, one step of one of them at a time. */
  readonly networks: number;
}

/**
 * Bytes of float64 tensors at the worst moment of a training that is watched (outputs on probe points, kernels): an upper estimate,
 * less than 1.8 times what is used.
 *
 * Copies of the parameters, `kept` by every network and in use by the one that is stepping: θ(0), the θ shown, the momentum; for the
 * flow the last step's ends and slopes, which its interpolation needs (16 slopes of DOP853, 7 of Dormand–Prince), and the slopes, a stage and
 * the end of the step being tried. Arrays [n, m] per hidden layer: 4 of the pass that is kept, 7 of one being made or 4 of a gradient.
 * Arrays [p, m]: 4 of the outputs on probe points. The last factor is the memory's rounding to size classes.
 */
export function trainingBytes({ definition, data, optimizer, order, networks }: TrainingSize): number {
  const { n, d, p } = data;
  const { width: m, depth: H } = definition;
  const [kept, stepping] = optimizer === 'flow' ? flowCopies[order] : stepCopies[optimizer];
  const parameters = (kept * networks + stepping) * parameterCount(definition);
  const passes = (4 * networks + (optimizer === 'flow' ? 7 : 4)) * n * m * H + n * Math.max(m, d);
  const outputs = 4 * p * m * H + networks * p;
  const kernels = 3 * (H + 2) * n * n;
  const inputs = networks * n * (d + 4) + p * d;
  return 8 * 1.15 * (parameters + passes + outputs + kernels + inputs);
}

/** Copies of the parameters: kept, and more while stepping. */
const flowCopies = { 8: [20, 14], 5: [11, 8] } as const;
const stepCopies = { gd: [2, 3], sgd: [2, 3], momentum: [3, 4], noisy: [2, 5] } as const;

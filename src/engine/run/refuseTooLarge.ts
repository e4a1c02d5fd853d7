import { memoryLimit } from '../float64/linearMemory';
import type { NetworkDefinition } from '../network/networkDefinition';
import { gigabytes } from '../../theory/gigabytes';
import { parameterCount } from '../../theory/network/parameterCount';
import type { Setup } from '../predictors/setup';
import type { Backend } from '../tensor/backend';
import { flowTolerance, type FlowTolerance } from '../training/flowTolerance';
import { trainingBytes } from '../training/trainingBytes';
import { EngineError } from '../work/engineError';

/** θ(0), θ, its velocity and one stage: below this many copies of the parameters no training is possible anywhere. */
const copies = 4;

/**
 * Hidden layers of the deepest finite network. Every layer costs several calls of the float64 module or of the GPU a step, and
 * keeps its passes; HDR's own networks have 30 to 300. The limits of infinite width go to the table's 10 000.
 */
export const deepestNetwork = 100;

export function isTooLarge({ definition }: Setup): boolean {
  return definition.depth > deepestNetwork || leastBytes(definition) > memoryLimit;
}

function leastBytes(definition: NetworkDefinition): number {
  return 8 * copies * parameterCount(definition);
}

/** Refuses a network that cannot fit before its weights are drawn, which alone would take minutes. */
export function refuseTooLarge(problem: Setup): void {
  const { spec, definition } = problem;
  refuseDepth(definition);
  refuse(
    leastBytes(definition),
    `width ${spec.width} with depth ${spec.depth} has ${millions(definition)} parameters: training takes at least`,
    'use a smaller width or depth 1',
    'width',
  );
}

function refuseDepth({ depth }: NetworkDefinition): void {
  if (depth <= deepestNetwork) return;
  throw new EngineError(
    'TooDeep',
    `depth must be at most ${deepestNetwork} for a finite network, got ${depth}; use a smaller depth, or the predictors ntk and randomFeatures alone, which need none.`,
    'depth',
  );
}

/** Refuses a training that cannot fit, before its weights are drawn. A GPU says itself what it can hold. */
export function refuseTraining(backend: Backend, problem: Setup, flow: Partial<FlowTolerance> = {}): void {
  if (backend.name !== 'float64') {
    refuseTooLarge(problem);
    return;
  }
  refuseDepth(problem.definition);
  const { spec, data, definition } = problem;
  const { order } = { ...flowTolerance(spec.activation, backend.name), ...flow };
  refuse(
    trainingBytes({ definition, data, optimizer: spec.optimizer, order, networks: 1 }),
    `width ${spec.width} with depth ${spec.depth} has ${millions(definition)} parameters, and n = ${data.n}: training takes about`,
    'use a smaller width, depth 1 or fewer points',
    'width',
  );
}

/** The same for particles: `networks` populations of the width of `widened`. */
export function refuseParticles(
  { spec, data }: Setup,
  widened: NetworkDefinition,
  order: FlowTolerance['order'],
  networks: number,
): void {
  refuse(
    trainingBytes({ definition: widened, data, optimizer: spec.optimizer, order, networks }),
    `${spec.particles} particles for n = ${data.n} points in ${data.d} dimensions take about`,
    'use fewer particles',
    'particles',
  );
}

function refuse(bytes: number, what: string, remedy: string, field: 'width' | 'particles'): void {
  if (bytes <= memoryLimit) return;
  throw new EngineError(
    'TooLarge',
    `${what} ${gigabytes(bytes)}, more than the ${gigabytes(memoryLimit)} allowed; ${remedy}.`,
    field,
  );
}

function millions(definition: NetworkDefinition): string {
  return `${(parameterCount(definition) / 1e6).toPrecision(3)} million`;
}

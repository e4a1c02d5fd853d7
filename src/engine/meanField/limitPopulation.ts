import { foldIn } from '../../theory/random/foldIn';
import type { Key } from '../../theory/random/key';
import { inputCoordinates } from '../../theory/meanField/inputCoordinates';
import { limitScales } from '../../theory/meanField/limitScales';
import { activations } from '../../theory/activations/activations';
import type { Setup } from '../predictors/setup';
import type { Backend, Tensor } from '../tensor/backend';
import type { Pause } from '../work/pause';
import { AxisVectors, GaussianVectors, type FreshVectors } from './freshVectors';
import { LimitFlow } from './limitFlow';
import type { LimitMotion } from './limitMotion';
import { LimitNetwork, type Inputs, type RevealTolerance } from './limitNetwork';
import type { LimitProblem } from './limitProblem';
import { LimitSteps } from './limitSteps';
import { limitKernel } from './limitVelocity';

/** Probe points at which matrices are watched along the run; at t = 0 it is all of them. */
const watchedProbes = 16;

/** Points evaluated at once. */
const block = 64;

export interface PopulationOptions {
  readonly problem: Setup;
  /** Probe inputs that are evaluated, [p, d]. */
  readonly xProbe: Float64Array;
  readonly S: number;
  readonly key: Key;
  readonly reveal: Omit<RevealTolerance, 'trainCount'>;
  /** Error of f in one step of the flow. */
  readonly tolerance: number;
  /** b_out(0). */
  readonly outputBias: number;
}

/** One population: S samples a layer that move in an f of their own. */
export class LimitPopulation {
  private readonly probes: readonly Inputs[];
  private readonly probeOffset: Float64Array;
  private readonly limit: LimitProblem;
  private readonly motion: LimitMotion;

  constructor(
    private readonly backend: Backend,
    options: PopulationOptions,
  ) {
    const { problem, xProbe, S } = options;
    const { data, definition, spec } = problem;
    const { n, d } = data;
    const reveal = { ...options.reveal, trainCount: n };
    const p = xProbe.length / d;
    const all = new Float64Array((n + p) * d);
    all.set(data.x);
    all.set(xProbe, n * d);
    const { coordinates, r } = inputCoordinates(all, d);
    const rows = (from: number, to: number) => coordinates.slice(from * r, to * r);
    const inputs = (values: Float64Array): Inputs => {
      const count = values.length / r;
      return { x: backend.upload(values, count, r), count };
    };
    const train = inputs(rows(0, n));
    const watched = inputs(evenRows(coordinates, r, n, p));
    const everything = inputs(coordinates);
    this.probes = Array.from({ length: Math.ceil(p / block) }, (_, b) =>
      inputs(rows(n + b * block, n + Math.min(p, (b + 1) * block))),
    );
    const network = new LimitNetwork(
      backend,
      limitScales(definition.parametrisation),
      { name: definition.activation, param: definition.activationParam },
      r,
      S,
      freshVectors(backend, options),
    );
    const state = network.initialState(everything, reveal, options.outputBias);
    network.reveal(state, everything, reveal);
    // f(0) = 0 at m = ∞ but for the output bias; what the samples have is chance.
    const kept = definition.centred ? 0 : network.scales.outputBias * options.outputBias;
    const atRest = (f: Float64Array) => f.map((value) => value - kept);
    const offset = atRest(network.outputsAt(state, train));
    this.limit = {
      backend,
      network,
      rule: spec,
      train,
      watched,
      y: data.y,
      offset,
      tolerance: reveal,
      lazyFactor: definition.lazyFactor,
    };
    this.probeOffset = atRest(this.probeOutputs(state));
    backend.dispose(everything.x);
    this.motion =
      spec.optimizer === 'flow'
        ? new LimitFlow(this.limit, state, options.tolerance)
        : new LimitSteps(this.limit, state);
  }

  get divergence(): LimitMotion['divergence'] {
    return this.motion.divergence;
  }

  advanceTo(t: number, pause: Pause): Promise<void> {
    return this.motion.advanceTo(t, pause);
  }

  /** f on training and probe points and K without the lazy factor, at a time reached. */
  at(t: number): { train: Float64Array; probe: Float64Array; kernel: Float64Array } {
    const { backend, limit } = this;
    return backend.scope(() => {
      const state = this.motion.stateAt(t);
      const pass = limit.network.pass(state, limit.train);
      const probe = this.probeOutputs(state);
      return {
        train: pass.f.map((value, i) => value - limit.offset[i]),
        probe: probe.map((value, i) => value - this.probeOffset[i]),
        kernel: limitKernel(backend, limit.network, pass, limit.train),
      };
    });
  }

  /** Ranks [p, q] of the bases of W² … W^H. */
  get ranks(): readonly (readonly [number, number])[] {
    return this.limit.network.matrices.map(({ p, q }) => [p, q] as const);
  }

  close(): void {
    this.motion.close();
    this.limit.network.close();
    const tensors: Tensor[] = [this.limit.train.x, this.limit.watched.x, ...this.probes.map(({ x }) => x)];
    for (const t of tensors) this.backend.dispose(t);
  }

  private probeOutputs(state: Parameters<LimitNetwork['outputsAt']>[0]): Float64Array {
    const parts = this.probes.map((inputs) => this.limit.network.outputsAt(state, inputs));
    const f = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      f.set(part, at);
      at += part.length;
    }
    return f;
  }
}

/** The n training points and at most `watchedProbes` of the p probe points, evenly. */
function evenRows(coordinates: Float64Array, r: number, n: number, p: number): Float64Array {
  const count = Math.min(p, watchedProbes);
  const rows = new Float64Array((n + count) * r);
  rows.set(coordinates.subarray(0, n * r));
  for (let i = 0; i < count; i++) {
    const probe = n + Math.floor(((i + 0.5) * p) / count);
    rows.set(coordinates.subarray(probe * r, (probe + 1) * r), (n + i) * r);
  }
  return rows;
}

/** One source a layer; layers of a residual stream share their samples, and so one source. */
function freshVectors(backend: Backend, { problem, S, key }: PopulationOptions): FreshVectors[] {
  const { layers, depth } = problem.definition;
  const linear = activations[problem.spec.activation].degree === 1;
  const make = (l: number): FreshVectors =>
    linear ? new AxisVectors(S) : new GaussianVectors(backend, S, foldIn(key, l));
  const sources: FreshVectors[] = [];
  for (let l = 0; l < depth; l++) sources.push(l > 0 && layers[l].skip ? sources[l - 1] : make(l + 1));
  return sources;
}

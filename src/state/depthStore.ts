/** The depth lab: the phase diagram of an activation, and one initialisation followed through its layers. */
import { createStore } from 'zustand/vanilla';
import type {
  AverageKernelCurve,
  ConditioningCurve,
  CorrelationDecay,
  CorrelationMapCurve,
  DepthEvent,
  DepthRequest,
  PhaseEdge,
  PhaseEvent,
  PhaseRequest,
} from '../protocol/depth';
import { fields } from '../protocol/fields';
import type { EngineProblem } from '../protocol/run';
import { experimentHistory, experimentStore } from './experimentStore';
import { enginePool } from './pool/enginePool';
import type { Pool } from './pool/pool';
import { TaskFailed } from './pool/taskFailed';

/** A whole diagram of size × size cells, σ_w ascending in a row, σ_b from row to row. */
export interface PhasePicture {
  readonly request: PhaseRequest;
  readonly size: number;
  readonly q: Float64Array;
  readonly chi: Float64Array;
}

export interface DepthCurves {
  readonly request: DepthRequest;
  readonly map: CorrelationMapCurve;
  readonly decay: CorrelationDecay | null;
  readonly averages: readonly AverageKernelCurve[];
  readonly conditioning: ConditioningCurve | null;
}

export interface DepthState {
  readonly picture: PhasePicture | null;
  readonly edge: PhaseEdge | null;
  readonly curves: DepthCurves | null;
  /** Why there are no curves of the present initialisation. */
  readonly problem: EngineProblem | null;
}

export const nothingDeep: DepthState = { picture: null, edge: null, curves: null, problem: null };
export const depthStore = createStore<DepthState>()(() => nothingDeep);

/** Cells along a side: what shows the phases at once, and what shows their border. */
const sizes = [25, 200] as const;

export interface DepthClient {
  diagram(request: Omit<PhaseRequest, 'sizes'>): void;
  follow(request: DepthRequest): void;
  close(): void;
}

/** Asks the pool; answers go to the store. The newest question of each kind wins. */
export function startDepth(pool: Pick<Pool, 'ask'> = enginePool()): DepthClient {
  const control = new AbortController();
  const failed = (thrown: unknown): void => {
    if (thrown instanceof TaskFailed) depthStore.setState({ curves: null, problem: thrown.problem });
  };
  return {
    diagram(question) {
      const request = { ...question, sizes };
      let filling: PhasePicture | null = null;
      const hear = (event: PhaseEvent): void => {
        if (event.kind === 'edge') return depthStore.setState({ edge: event });
        const { size, first, count } = event;
        if (filling?.size !== size) filling = emptyPicture(request, size);
        filling.q.set(event.q, first * size);
        filling.chi.set(event.chi, first * size);
        if (first + count === size) depthStore.setState({ picture: filling });
      };
      pool
        .ask('phase', request, { onEvent: hear, signal: control.signal, policy: { latest: 'phase' } })
        .catch(failed);
    },
    follow(request) {
      const hear = (event: DepthEvent): void =>
        depthStore.setState((state) => withCurve(state, request, event));
      pool
        .ask('depthCurves', request, {
          onEvent: hear,
          signal: control.signal,
          policy: { latest: 'depthCurves' },
        })
        .catch(failed);
    },
    close: () => control.abort(),
  };
}

function emptyPicture(request: PhaseRequest, size: number): PhasePicture {
  return { request, size, q: new Float64Array(size * size), chi: new Float64Array(size * size) };
}

/** The map comes first and replaces what was known of another initialisation. */
function withCurve(state: DepthState, request: DepthRequest, event: DepthEvent): Partial<DepthState> {
  if (event.kind === 'map')
    return { problem: null, curves: { request, map: event, decay: null, averages: [], conditioning: null } };
  const { curves } = state;
  if (curves?.request !== request) return {};
  switch (event.kind) {
    case 'decay':
      return { curves: { ...curves, decay: event } };
    case 'average':
      return { curves: { ...curves, averages: [...curves.averages, event] } };
    case 'conditioning':
      return { curves: { ...curves, conditioning: event } };
  }
}

/** Sets the network's σ_w and σ_b; a parametrisation that does not use both gives way to Hayou's, which HDR's diagram is of. */
export function placeNetwork(sigmaW: number, sigmaB: number, gesture: string | null = null): void {
  const { spec } = experimentStore.getState();
  const used = fields.sigmaW.usedBy(spec) === true && fields.sigmaB.usedBy(spec) === true;
  experimentHistory.edit({ sigmaW, sigmaB, ...(used ? {} : { preset: 'hayou' }) }, gesture);
}

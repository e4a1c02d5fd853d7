/** The depth lab's networks of finite width: those that have come so far, at initialisation. */
import { createStore } from 'zustand/vanilla';
import type { DepthNetwork, DepthNetworksRequest } from '../protocol/depth';
import type { EngineProblem } from '../protocol/run';
import { sameNetwork } from '../protocol/sameRun';
import { enginePool } from './pool/enginePool';
import type { Pool } from './pool/pool';
import { TaskFailed } from './pool/taskFailed';

export interface DepthNetworksState {
  /** What the networks are of. */
  readonly request: DepthNetworksRequest | null;
  readonly networks: readonly DepthNetwork[];
  readonly status: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  readonly problem: EngineProblem | null;
}

export const noNetworks: DepthNetworksState = { request: null, networks: [], status: 'idle', problem: null };
export const depthNetworksStore = createStore<DepthNetworksState>()(() => noNetworks);

/** Networks are shown in batches this far apart, in milliseconds; the first at once. */
const redrawInterval = 150;

export interface DepthNetworksClient {
  /** Draws the networks of the request, unless they are drawn or being drawn. */
  follow(request: DepthNetworksRequest): void;
  /** What is drawn stays. */
  cancel(): void;
  /** Draws what the last request asked for once more. */
  again(): void;
  close(): void;
}

/** Asks the pool; answers go to the store. The newest question wins, and waits for whatever else the lab asks. */
export function startDepthNetworks(
  pool: Pick<Pool, 'ask'> = enginePool(),
  soon: (call: () => void) => void = (call) => void setTimeout(call, redrawInterval),
): DepthNetworksClient {
  let control = new AbortController();
  let wanted: DepthNetworksRequest | null = null;

  const draw = async (request: DepthNetworksRequest): Promise<void> => {
    control.abort();
    control = new AbortController();
    const { signal } = control;
    wanted = request;
    let fresh: DepthNetwork[] = [];
    let scheduled = false;
    depthNetworksStore.setState({ request, networks: [], status: 'running', problem: null });
    const flush = (): void => {
      scheduled = false;
      if (fresh.length === 0 || depthNetworksStore.getState().request !== request) return;
      const more = fresh;
      fresh = [];
      depthNetworksStore.setState(({ networks }) => ({ networks: [...networks, ...more] }));
    };
    const hear = (network: DepthNetwork): void => {
      if (signal.aborted) return;
      fresh.push(network);
      if (depthNetworksStore.getState().networks.length === 0) return flush();
      if (scheduled) return;
      scheduled = true;
      soon(flush);
    };
    try {
      await pool.ask('depthNetworks', request, { onEvent: hear, signal, priority: 'sweep' });
      if (signal.aborted) return;
      flush();
      depthNetworksStore.setState({ status: 'done' });
    } catch (thrown) {
      if (signal.aborted || !(thrown instanceof TaskFailed)) return;
      depthNetworksStore.setState({ status: 'failed', problem: thrown.problem });
    }
  };

  return {
    follow(request) {
      if (wanted === null || !sameRequest(wanted, request)) void draw(request);
    },
    cancel() {
      if (depthNetworksStore.getState().status !== 'running') return;
      control.abort();
      depthNetworksStore.setState({ status: 'cancelled' });
    },
    again() {
      if (wanted !== null) void draw(wanted);
    },
    close() {
      control.abort();
      depthNetworksStore.setState(noNetworks, true);
    },
  };
}

/** The networks of a request do not depend on the spec's own depth, nor on what is done with them later. */
function sameRequest(a: DepthNetworksRequest, b: DepthNetworksRequest): boolean {
  const repeated = a.networks === b.networks && a.depths.join() === b.depths.join();
  return repeated && sameNetwork({ ...a.spec, depth: 1 }, { ...b.spec, depth: 1 });
}

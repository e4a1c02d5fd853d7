import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DepthEvent, DepthRequest, PhaseEvent } from '../../src/protocol/depth';
import { validateSpec } from '../../src/protocol/validate';
import { createAskHere } from '../../src/engine/tasks/askHere';
import { depthStore, nothingDeep, placeNetwork, startDepth } from '../../src/state/depthStore';
import { experimentHistory, experimentStore } from '../../src/state/experimentStore';
import type { Pool, PoolOptions } from '../../src/state/pool/pool';
import { TaskFailed } from '../../src/state/pool/taskFailed';

const { spec } = validateSpec({ preset: 'hayou', activation: 'tanh', sigmaW: 1.2, sigmaB: 0.2, n: 3 });
const request: DepthRequest = { spec, layers: 20, c0: 0.3 };
const window = { activation: 'tanh', param: 1, sigmaW: [0.5, 2], sigmaB: [0, 1] } as const;

interface Asked {
  readonly task: string;
  readonly request: unknown;
  readonly options: PoolOptions<'depthCurves'>;
  readonly fail: (thrown: unknown) => void;
}

/** A pool that notes what is asked and says nothing by itself. */
function silentPool(): { readonly pool: Pick<Pool, 'ask'>; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const ask = ((task: string, given: unknown, options: Asked['options']) =>
    new Promise((_, reject) => asked.push({ task, request: given, options, fail: reject }))) as Pool['ask'];
  return { pool: { ask }, asked };
}

const hear = (asked: Asked, event: DepthEvent | PhaseEvent): void =>
  void (asked.options.onEvent as (event: unknown) => void)(event);

const map = { kind: 'map', q: 1, chi: 1, c: new Float64Array(), f: new Float64Array(), fixed: 1 } as const;
const mapEvent: DepthEvent = { ...map, steps: new Float64Array([0.3]) };
const decay: DepthEvent = {
  kind: 'decay',
  layers: new Float64Array([1]),
  correlation: new Float64Array([0.3]),
  gap: new Float64Array([0.7]),
};

afterEach(() => depthStore.setState(nothingDeep, true));

describe('the depth lab’s store', () => {
  it('gathers the curves of one initialisation from the engine', async () => {
    const here = createAskHere();
    const client = startDepth({ ask: here as Pool['ask'] });
    client.follow(request);
    await vi.waitFor(() => expect(depthStore.getState().curves?.conditioning).toBeTruthy(), 10_000);
    const { curves, problem } = depthStore.getState();
    expect(problem).toBeNull();
    expect(curves!.request).toBe(request);
    expect(curves!.averages.map(({ family }) => family)).toEqual(['dense', 'convolution']);
    expect(curves!.decay!.layers.at(-1)).toBe(20);
    client.close();
  });

  it('takes curves of the newest request alone, and replaces all of the older one', () => {
    const { pool, asked } = silentPool();
    const client = startDepth(pool);
    client.follow(request);
    hear(asked[0], mapEvent);
    hear(asked[0], decay);
    const next = { ...request, c0: 0.5 };
    client.follow(next);
    expect(asked[1].options.policy).toEqual({ latest: 'depthCurves' });
    hear(asked[1], mapEvent);
    expect(depthStore.getState().curves).toMatchObject({ request: next, decay: null, averages: [] });
    // A late event of the request before it.
    hear(asked[0], decay);
    expect(depthStore.getState().curves!.decay).toBeNull();
  });

  it('shows a diagram when it is whole', () => {
    const { pool, asked } = silentPool();
    startDepth(pool).diagram(window);
    const { sizes } = asked[0].request as { sizes: readonly number[] };
    const [size] = sizes;
    const rows = (first: number, count: number): PhaseEvent => ({
      ...{ kind: 'rows', size, first, count },
      q: new Float64Array(count * size).fill(first),
      chi: new Float64Array(count * size).fill(2),
    });
    hear(asked[0], rows(0, 10));
    expect(depthStore.getState().picture).toBeNull();
    hear(asked[0], rows(10, size - 10));
    const { picture } = depthStore.getState();
    expect([picture!.q[0], picture!.q[10 * size], picture!.chi.length]).toEqual([0, 10, size * size]);
  });

  it('says why there are no curves, and no more of it when there are', async () => {
    const { pool, asked } = silentPool();
    const client = startDepth(pool);
    client.follow(request);
    hear(asked[0], mapEvent);
    const problem = { name: 'Diverges', message: 'sigmaW must be smaller.', field: 'sigmaW' } as const;
    asked[0].fail(new TaskFailed(problem));
    await vi.waitFor(() => expect(depthStore.getState()).toMatchObject({ curves: null, problem }));
    client.follow(request);
    hear(asked[1], mapEvent);
    expect(depthStore.getState().problem).toBeNull();
  });

  it('stops what it asked for when the lab is left', () => {
    const { pool, asked } = silentPool();
    const client = startDepth(pool);
    client.follow(request);
    client.diagram(window);
    client.close();
    expect(asked.map(({ options }) => options.signal!.aborted)).toEqual([true, true]);
  });

  it('places the network in a parametrisation that has both scales', () => {
    experimentHistory.edit({ preset: 'jacot' });
    placeNetwork(1.7, 0.4);
    expect(experimentStore.getState().spec).toMatchObject({ preset: 'hayou', sigmaW: 1.7, sigmaB: 0.4 });
  });
});

import { afterEach, describe, expect, it, vi } from 'vitest';
import type { DepthNetwork, DepthNetworksRequest } from '../../src/protocol/depth';
import { validateSpec } from '../../src/protocol/validate';
import { depthNetworksStore, noNetworks, startDepthNetworks } from '../../src/state/depthNetworksStore';
import type { Pool, PoolOptions } from '../../src/state/pool/pool';
import { TaskFailed } from '../../src/state/pool/taskFailed';

const { spec } = validateSpec({ width: 8 });
const request: DepthNetworksRequest = { spec, depths: [2, 4], networks: 3 };

interface Asked {
  readonly request: DepthNetworksRequest;
  readonly options: PoolOptions<'depthNetworks'>;
  readonly answer: () => void;
  readonly fail: (thrown: unknown) => void;
}

function silentPool(): { readonly pool: Pick<Pool, 'ask'>; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const ask = ((_: string, given: DepthNetworksRequest, options: Asked['options']) =>
    new Promise<null>((resolve, reject) =>
      asked.push({ request: given, options, answer: () => resolve(null), fail: reject }),
    )) as Pool['ask'];
  return { pool: { ask }, asked };
}

const network = (seed: number): DepthNetwork => ({
  kind: 'network',
  seed,
  gradient: new Float64Array(5),
  expectedSquare: new Float64Array(5),
  kernel: new Float64Array(2),
});

const seeds = (): number[] => depthNetworksStore.getState().networks.map(({ seed }) => seed);

afterEach(() => depthNetworksStore.setState(noNetworks, true));

describe('networks of finite width by depth', () => {
  it('come at once, then in batches, and are all there at the end', async () => {
    const { pool, asked } = silentPool();
    const waiting: (() => void)[] = [];
    startDepthNetworks(pool, (call) => waiting.push(call)).follow(request);
    const [{ options, answer }] = asked;
    expect(options.priority).toBe('sweep');
    void options.onEvent!(network(3));
    expect(seeds()).toEqual([3]);
    void options.onEvent!(network(4));
    expect(seeds()).toEqual([3]);
    waiting.forEach((call) => call());
    expect(seeds()).toEqual([3, 4]);
    void options.onEvent!(network(5));
    answer();
    await vi.waitFor(() => expect(depthNetworksStore.getState().status).toBe('done'));
    expect(seeds()).toEqual([3, 4, 5]);
  });

  it('are drawn anew for another network, and not for another depth, theme or lab', () => {
    const { pool, asked } = silentPool();
    const client = startDepthNetworks(pool);
    client.follow(request);
    client.follow({ ...request, spec: { ...spec, depth: 7, theme: 'dark', tab: 'depth' } });
    expect(asked).toHaveLength(1);
    client.follow({ ...request, spec: { ...spec, sigmaW: 1.1 } });
    client.follow({ ...request, spec: { ...spec, sigmaW: 1.1 }, networks: 4 });
    expect(asked).toHaveLength(3);
    expect(asked.map(({ options }) => options.signal!.aborted)).toEqual([true, true, false]);
    // What a request that was replaced still says is not heard.
    void asked[0].options.onEvent!(network(3));
    expect(seeds()).toEqual([]);
  });

  it('stay when they are cancelled, and can be drawn after all', () => {
    const { pool, asked } = silentPool();
    const client = startDepthNetworks(pool);
    client.follow(request);
    void asked[0].options.onEvent!(network(3));
    client.cancel();
    expect([seeds(), depthNetworksStore.getState().status]).toEqual([[3], 'cancelled']);
    client.follow(request);
    expect(asked).toHaveLength(1);
    client.again();
    expect([asked.length, depthNetworksStore.getState().status]).toEqual([2, 'running']);
  });

  it('say why there are none', async () => {
    const { pool, asked } = silentPool();
    const client = startDepthNetworks(pool);
    client.follow(request);
    const problem = { name: 'TooLarge', message: 'width 16384 …', field: 'width' } as const;
    asked[0].fail(new TaskFailed(problem));
    await vi.waitFor(() =>
      expect(depthNetworksStore.getState()).toMatchObject({ status: 'failed', problem }),
    );
    client.close();
    expect(depthNetworksStore.getState()).toEqual(noNetworks);
  });
});

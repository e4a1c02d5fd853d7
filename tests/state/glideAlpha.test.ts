import { beforeEach, expect, it } from 'vitest';
import { defaultSpec } from '../../src/protocol/fields';
import type { AddressBar } from '../../src/state/addressBar';
import { ExperimentHistory, experimentStore } from '../../src/state/experimentStore';
import { glideAlpha } from '../../src/state/glideAlpha';
import { expectRun, finishRun, receive, runStore } from '../../src/state/runStore';
import { framesEvent, headerEvent } from './fakeRun';

let entries = 0;
const bar: AddressBar = {
  read: () => '',
  push: () => void entries++,
  replace: () => undefined,
  go: () => undefined,
  follow: () => () => undefined,
};
let history: ExperimentHistory;
let waiting: { call: () => void; after: number }[] = [];
let clock = 0;
const page = (still: boolean) =>
  ({
    matchMedia: () => ({ matches: still }),
    setTimeout: (call: () => void, after: number) => waiting.push({ call, after }),
    performance: { now: () => clock },
  }) as unknown as Window;
const alpha = () => experimentStore.getState().spec.alpha;

/** Every stop on the way, until nothing is waited for. */
function run(): unknown[] {
  const seen: unknown[] = [alpha()];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    clock += next.after;
    next.call();
    if (alpha() !== seen.at(-1)) seen.push(alpha());
  }
  return seen;
}

beforeEach(() => {
  history = new ExperimentHistory(bar);
  experimentStore.setState({ spec: { ...defaultSpec, alpha: 1, width: 144 }, problems: [], dragging: false });
  entries = 0;
  waiting = [];
  clock = 1000;
  runStore.setState(runStore.getInitialState(), true);
});

it('drags α to √m in one entry of the history, and lets go', () => {
  glideAlpha('sqrt', page(false), history);
  expect(experimentStore.getState().dragging).toBe(true);
  const seen = run();
  expect(seen.at(-1)).toBe('sqrt');
  const way = [1, ...seen.slice(0, -1), 12] as number[];
  expect(way.every((a, i) => i === 0 || a > way[i - 1])).toBe(true);
  // A machine that draws nothing in time is waited for: a handful of stops, and the end all the same.
  expect(way.length).toBeGreaterThan(3);
  expect(way.length).toBeLessThan(7);
  expect(entries).toBe(1);
  expect(experimentStore.getState().dragging).toBe(false);
});

it('stops more often where the network is drawn at once', () => {
  expectRun(1, false);
  receive(
    1,
    headerEvent(),
    framesEvent('nn', 0, 5, (t) => t),
  );
  finishRun();
  glideAlpha('sqrt', page(false), history);
  expect(run().length).toBeGreaterThan(10);
});

it('leaves it to whoever moves something meanwhile', () => {
  glideAlpha('sqrt', page(false), history);
  history.edit({ alpha: 0.5 });
  expect(run()).toEqual([0.5]);
});

it('is there at once where less motion is asked for', () => {
  glideAlpha('sqrt', page(true), history);
  expect(alpha()).toBe('sqrt');
  expect(waiting).toEqual([]);
});

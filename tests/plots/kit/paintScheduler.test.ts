import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPaintScheduler } from '../../../src/plots/kit/paintScheduler';

let now = 0;
let frames: (() => void)[] = [];

beforeEach(() => {
  now = 0;
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function nextFrame(): void {
  const due = frames;
  frames = [];
  for (const frame of due) frame();
}

/** Plots whose drawing takes `cost` ms each, already drawn once. */
function plots(names: string, cost: number, drawn: string[]) {
  return [...names].map((name) => {
    const scheduler = createPaintScheduler(() => {
      now += cost;
      drawn.push(name);
    });
    scheduler.request();
    return scheduler;
  });
}

it('draws everything that is cheap in one frame, once, however often it was asked', () => {
  const drawn: string[] = [];
  const all = plots('abc', 1, drawn);
  drawn.length = 0;
  for (const plot of [...all, ...all]) plot.request();
  expect(frames).toHaveLength(1);
  nextFrame();
  expect(drawn).toEqual(['a', 'b', 'c']);
  expect(frames).toHaveLength(0);
});

it('leaves what is dear to the next frames, first come first drawn, and forgets what is cancelled', () => {
  const drawn: string[] = [];
  const all = plots('abcd', 8, drawn);
  drawn.length = 0;
  for (const plot of all) plot.request();
  nextFrame();
  expect(drawn).toEqual(['a', 'b']);
  all[0].request();
  all[2].cancel();
  expect(frames).toHaveLength(1);
  nextFrame();
  expect(drawn).toEqual(['a', 'b', 'd', 'a']);
  expect(frames).toHaveLength(0);
});

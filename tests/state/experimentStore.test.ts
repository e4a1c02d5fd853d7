import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultSpec } from '../../src/protocol/fields';
import { defaultLabSettings } from '../../src/protocol/labFields';
import { ExperimentHistory, experimentStore, presentAddress } from '../../src/state/experimentStore';
import { labSettingsStore } from '../../src/state/labSettings';
import { linkStore, selectPoint } from '../../src/state/linkStore';
import { onMoment } from '../../src/state/moment';
import { play, playbackStore, scrub } from '../../src/state/playbackStore';
import { expectRun, receive } from '../../src/state/runStore';
import { stayWithinRun } from '../../src/state/startPlayback';
import { headerEvent } from './fakeRun';
import { createBrowserBar, createFramedBar, type AddressBar } from '../../src/state/addressBar';

class FakeBar implements AddressBar {
  entries = [''];
  at = 0;
  read(): string {
    return this.entries[this.at];
  }
  push(hash: string): void {
    this.entries = [...this.entries.slice(0, this.at + 1), hash];
    this.at++;
  }
  replace(hash: string): void {
    this.entries[this.at] = hash;
  }
  changed = (): void => undefined;
  go(step: -1 | 1): void {
    if (this.entries[this.at + step] === undefined) return;
    this.at += step;
    this.changed();
  }
  follow(changed: () => void): () => void {
    this.changed = changed;
    return () => undefined;
  }
}

let bar = new FakeBar();
let history = new ExperimentHistory(bar);
const width = () => experimentStore.getState().spec.width;

beforeEach(() => {
  vi.useFakeTimers();
  playbackStore.setState(playbackStore.getInitialState(), true);
  linkStore.setState(linkStore.getInitialState(), true);
  labSettingsStore.setState(defaultLabSettings, true);
  bar = new FakeBar();
  history = new ExperimentHistory(bar);
  experimentStore.setState({ spec: defaultSpec, problems: [], dragging: false });
});

describe('the history of an experiment', () => {
  it('writes a moment that is still owed into the entry it is of, not with the experiment of the next', () => {
    history.edit({ width: 64 });
    const stop = onMoment(() => history.noteMoment());
    scrub(20);
    history.edit({ width: 32 });
    stop();
    expect(bar.entries).toHaveLength(3);
    expect(bar.entries[1]).toMatch(/width=64.*time=20/);
    expect(bar.entries[2]).toMatch(/width=32/);
  });

  it('makes each change an entry that back undoes', () => {
    history.edit({ width: 64 });
    history.edit({ width: 32 });
    expect(bar.entries).toHaveLength(3);
    bar.at--;
    history.open();
    expect(width()).toBe(64);
    bar.at--;
    history.open();
    expect(width()).toBe(defaultSpec.width);
  });

  it('makes a drag one entry that ends where the drag ended', () => {
    for (let w = 100; w > 50; w--) history.edit({ width: w }, 'slider width');
    expect(experimentStore.getState().dragging).toBe(true);
    history.endGesture();
    expect(experimentStore.getState().dragging).toBe(false);
    expect(bar.entries).toHaveLength(2);
    expect(bar.entries[1]).toContain('width=51');
    history.edit({ width: 40 }, 'slider width');
    expect(bar.entries).toHaveLength(3);
  });

  it('writes the address during a drag at most every 250 ms', () => {
    const replace = vi.spyOn(bar, 'replace');
    for (let w = 200; w > 100; w--) {
      history.edit({ width: w }, 'slider width');
      vi.advanceTimersByTime(10);
    }
    // 1 s of dragging: four rewrites at most.
    expect(replace.mock.calls.length).toBeLessThanOrEqual(4);
  });

  it('never lets a pending rewrite spoil the entry that back returned to', () => {
    history.edit({ width: 90 }, 'slider width');
    history.edit({ width: 91 }, 'slider width');
    bar.at--;
    history.open();
    vi.advanceTimersByTime(1000);
    expect(bar.entries[0]).toBe('');
    expect(width()).toBe(defaultSpec.width);
  });

  it('replaces an illegal value by the nearest legal one, visibly', () => {
    history.edit({ width: 99999 });
    expect(width()).toBe(16384);
    expect(experimentStore.getState().problems[0].message).toContain('16384');
  });

  it('adds no entry for a change that changes nothing, or only the view', () => {
    const { spec } = experimentStore.getState();
    history.edit({ width: defaultSpec.width });
    expect(experimentStore.getState().spec).toBe(spec);
    history.look({ theme: 'dark' });
    expect(bar.entries).toHaveLength(1);
    expect(bar.entries[0]).toContain('theme=dark');
  });
});

describe('an address in other words', () => {
  it('keeps the experiment at hand: nothing is computed twice', () => {
    history.edit({ width: 64, seed: 9 });
    const { spec } = experimentStore.getState();
    bar.replace('#seed=9&v=1&width=64');
    history.open();
    expect(experimentStore.getState().spec).toBe(spec);
  });
});

describe('the moment in the address', () => {
  let stop = (): void => undefined;
  beforeEach(() => {
    stop = onMoment(() => history.noteMoment());
    return () => stop();
  });

  it('is where the playhead stands, written at most every 250 ms and in no entry of its own', () => {
    history.edit({ width: 64 });
    const replace = vi.spyOn(bar, 'replace');
    for (let t = 1; t <= 100; t++) {
      scrub(t / 10);
      vi.advanceTimersByTime(10);
    }
    vi.advanceTimersByTime(250);
    expect(replace.mock.calls.length).toBeLessThanOrEqual(5);
    expect(bar.entries).toHaveLength(2);
    expect(bar.read()).toBe('#v=1&width=64&time=10');
    expect(experimentStore.getState().spec.time).toBe(0);
  });

  it('goes when it plays, and is nothing at t = 0', () => {
    expectRun(1, false);
    receive(1, headerEvent());
    scrub(3);
    vi.advanceTimersByTime(250);
    expect(bar.read()).toBe('#v=1&time=3');
    play();
    vi.advanceTimersByTime(250);
    expect(bar.read()).toBe('#v=1');
  });

  it('does not rewrite an address that says nothing else', () => {
    const replace = vi.spyOn(bar, 'replace');
    expectRun(1, false);
    receive(1, headerEvent());
    play();
    vi.advanceTimersByTime(1000);
    expect(replace).not.toHaveBeenCalled();
  });

  it('opens a second page at the same playhead, point, tab and sweep', () => {
    history.edit({ tab: 'hierarchy' });
    history.edit({}, null, { sweep: { axes: 'depth=1:3', out: ['loss'] } });
    scrub(12.5);
    selectPoint(3);
    vi.advanceTimersByTime(250);
    const link = bar.read();
    const settings = labSettingsStore.getState();
    playbackStore.setState(playbackStore.getInitialState(), true);
    linkStore.setState(linkStore.getInitialState(), true);
    labSettingsStore.setState(defaultLabSettings, true);
    experimentStore.setState({ spec: defaultSpec });
    bar.replace(link);
    history.open();
    expect(playbackStore.getState()).toMatchObject({ time: 12.5, playing: false });
    expect(linkStore.getState().selected).toBe(3);
    expect(experimentStore.getState().spec.tab).toBe('hierarchy');
    expect(labSettingsStore.getState()).toEqual(settings);
    expect(presentAddress()).toBe(link);
  });

  it('never lies beyond the run', () => {
    const stopClamp = stayWithinRun();
    scrub(60);
    history.edit({ horizon: 20 });
    expect(playbackStore.getState().time).toBe(20);
    bar.push('#v=1&horizon=5&time=40&selected=200');
    history.open();
    expect(playbackStore.getState().time).toBe(5);
    expect(linkStore.getState().selected).toBeNull();
    stopClamp();
  });
});

describe('a browser that refuses addresses', () => {
  it('loses no state, and has the entry later', () => {
    let refuses = true;
    const push = bar.push.bind(bar);
    vi.spyOn(bar, 'push').mockImplementation((hash) => {
      if (refuses) throw new DOMException('too many calls', 'SecurityError');
      push(hash);
    });
    history.edit({ width: 64 });
    expect(width()).toBe(64);
    expect(bar.entries).toEqual(['']);
    refuses = false;
    vi.advanceTimersByTime(5000);
    expect(bar.entries).toEqual(['', '#v=1&width=64']);
  });

  it('undoes the refused change alone', () => {
    history.edit({ width: 64 });
    vi.spyOn(bar, 'push').mockImplementation(() => {
      throw new DOMException('too many calls', 'SecurityError');
    });
    history.edit({ width: 32 });
    history.undo();
    expect([width(), bar.at]).toEqual([64, 1]);
    vi.advanceTimersByTime(10_000);
    expect(bar.entries).toEqual(['', '#v=1&width=64']);
  });
});

describe("labs' own settings", () => {
  it('are entries of the same history, with the experiment or alone', () => {
    history.edit({}, null, { sweep: { out: ['k3'] } });
    expect(bar.read()).toBe('#v=1&sweep.out=k3');
    history.edit({ width: 64 });
    expect(bar.read()).toBe('#v=1&width=64&sweep.out=k3');
    bar.at -= 2;
    history.open();
    expect(labSettingsStore.getState()).toEqual(defaultLabSettings);
  });

  it('that are illegal are replaced, visibly', () => {
    history.edit({}, null, { sweep: { axes: 'tab=1' } });
    expect(labSettingsStore.getState()).toEqual(defaultLabSettings);
    expect(experimentStore.getState().problems[0].message).toMatch(/^sweep\.axes must be field=values/);
  });
});

/** A browser whose tab came from elsewhere: the entry before the page's first is another site. */
function fakePage(hash: string) {
  const entries: { hash: string; state: unknown }[] = [
    { hash: 'elsewhere', state: null },
    { hash, state: null },
  ];
  let at = 1;
  let heard: (() => void)[] = [];
  const go = (step: number): void => {
    if (!entries[at + step]) return;
    at += step;
    for (const call of heard) call();
  };
  const page = {
    location: {
      get hash() {
        return entries[at].hash;
      },
    },
    history: {
      get state() {
        return entries[at].state;
      },
      pushState: (state: unknown, _: string, to: string) => {
        entries.splice(++at, Infinity, { hash: to, state });
      },
      replaceState: (state: unknown, _: string, to = entries[at].hash) => {
        entries[at] = { hash: to, state };
      },
      back: () => go(-1),
      forward: () => go(1),
    },
    addEventListener: (name: string, call: () => void) => {
      if (name === 'popstate') heard.push(call);
    },
    removeEventListener: (_: string, call: () => void) => {
      heard = heard.filter((other) => other !== call);
    },
  };
  /** As when somebody types another fragment into the address bar. */
  const type = (to: string): void => {
    entries.splice(++at, Infinity, { hash: to, state: null });
    for (const call of heard) call();
  };
  return {
    page: page as unknown as Window,
    type,
    here: () => entries[at].hash,
    count: () => entries.length,
    listeners: () => heard.length,
  };
}

describe("the browser's own history", () => {
  it('is never left by undo', () => {
    const fake = fakePage('#v=1');
    history = new ExperimentHistory(createBrowserBar(fake.page));
    const stop = history.follow('#v=1&width=99');
    history.undo();
    expect(fake.here()).toBe('#v=1');
    history.edit({ width: 64 });
    fake.type('#v=1&width=32');
    expect(width()).toBe(32);
    for (let i = 0; i < 5; i++) history.undo();
    expect([fake.here(), width()]).toEqual(['#v=1', defaultSpec.width]);
    for (let i = 0; i < 5; i++) history.redo();
    expect(width()).toBe(32);
    stop();
    expect(fake.listeners()).toBe(0);
  });

  it('keeps its numbers over a reload', () => {
    const fake = fakePage('#v=1');
    history = new ExperimentHistory(createBrowserBar(fake.page));
    history.follow('')();
    history.edit({ width: 64 });
    history = new ExperimentHistory(createBrowserBar(fake.page));
    history.follow('');
    history.undo();
    history.undo();
    expect([fake.here(), width()]).toEqual(['#v=1', defaultSpec.width]);
  });

  it('holds what an empty address opens', () => {
    const fake = fakePage('');
    history = new ExperimentHistory(createBrowserBar(fake.page));
    history.follow('#v=1&width=99');
    expect([fake.here(), width(), fake.count()]).toEqual(['#v=1&width=99', 99, 2]);
  });
});

describe('a page inside another', () => {
  it('leaves Back to the page around it, and keeps its own undo', () => {
    const fake = fakePage('#v=1');
    history = new ExperimentHistory(createFramedBar(fake.page));
    history.follow('');
    history.edit({ width: 64 });
    history.edit({ width: 32 });
    expect([fake.count(), fake.here()]).toEqual([2, '#v=1&width=32']);
    history.undo();
    expect([width(), fake.here()]).toEqual([64, '#v=1&width=64']);
    for (let i = 0; i < 3; i++) history.undo();
    expect([width(), fake.here()]).toEqual([defaultSpec.width, '#v=1']);
    history.redo();
    history.redo();
    history.redo();
    expect(width()).toBe(32);
  });
});

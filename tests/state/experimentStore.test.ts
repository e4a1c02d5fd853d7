import { beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultSpec } from '../../src/protocol/fields';
import { ExperimentHistory, experimentStore } from '../../src/state/experimentStore';
import type { AddressBar } from '../../src/state/experimentStore';

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
}

let bar = new FakeBar();
let history = new ExperimentHistory(bar);
const width = () => experimentStore.getState().spec.width;

beforeEach(() => {
  vi.useFakeTimers();
  bar = new FakeBar();
  history = new ExperimentHistory(bar);
  experimentStore.setState({ spec: defaultSpec, problems: [], dragging: false });
});

describe('the history of an experiment', () => {
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

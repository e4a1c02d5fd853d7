import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExperimentSpec, PredictorName } from '../../src/protocol/experimentSpec';
import { defaultSpec } from '../../src/protocol/fields';
import { changeSpec } from '../../src/protocol/validate';
import { experimentStore } from '../../src/state/experimentStore';
import type { RunClient } from '../../src/state/runClient';
import { finishRun, receive, runStore } from '../../src/state/runStore';
import { startSession } from '../../src/state/session';
import { framesEvent, headerEvent } from './fakeRun';

class FakeClient implements RunClient {
  runs: { spec: ExperimentSpec; predictors: readonly PredictorName[] }[] = [];
  cancels = 0;
  paused: boolean[] = [];
  run(spec: ExperimentSpec, predictors: readonly PredictorName[]): number {
    return this.runs.push({ spec, predictors });
  }
  cancel(): void {
    this.cancels++;
  }
  pause(paused: boolean): void {
    this.paused.push(paused);
  }
  close(): void {}
}

const page = { hidden: false, addEventListener: () => undefined, removeEventListener: () => undefined };
let client = new FakeClient();
let stop = (): void => undefined;

function edit(patch: Partial<ExperimentSpec>): void {
  experimentStore.setState(changeSpec(experimentStore.getState().spec, patch));
}

/** Answers the newest run completely. */
function answer(): void {
  const runId = client.runs.length;
  receive(runId, headerEvent());
  for (const name of client.runs[runId - 1].predictors) {
    receive(
      runId,
      framesEvent(name, 0, 5, (t) => t),
    );
  }
  finishRun();
}

beforeEach(() => {
  runStore.setState(runStore.getInitialState(), true);
  experimentStore.setState({ spec: { ...defaultSpec, predictors: ['nn', 'ntk'] }, problems: [] });
  client = new FakeClient();
  stop = startSession(client, page);
});
afterEach(() => stop());

describe('the session computes nothing twice', () => {
  it('computes what is asked for at load', () => {
    expect(client.runs.map((r) => r.predictors)).toEqual([['nn', 'ntk']]);
  });

  it('computes only the predictor that was switched on, and nothing for one switched off', () => {
    answer();
    edit({ predictors: ['nn', 'linearised', 'ntk'] });
    expect(client.runs.at(-1)?.predictors).toEqual(['linearised']);
    answer();
    edit({ predictors: ['nn', 'linearised'] });
    expect(client.runs).toHaveLength(2);
    expect(runStore.getState().run?.series.ntk).toBeUndefined();
    edit({ predictors: ['nn', 'linearised', 'ntk'] });
    expect(client.runs.at(-1)?.predictors).toEqual(['ntk']);
  });

  it('computes the network even where its chip is off', () => {
    answer();
    edit({ predictors: ['ntk'] });
    expect(client.runs).toHaveLength(1);
    edit({ predictors: ['ntk'], width: 64 });
    expect(client.runs.at(-1)?.predictors).toEqual(['nn', 'ntk']);
  });

  it('does nothing for the view', () => {
    answer();
    edit({ theme: 'dark', probe: 3, tab: 'sweep', embed: true });
    expect(client.runs).toHaveLength(1);
  });

  it('does nothing for the view while the first answer is still on its way', () => {
    edit({ theme: 'dark' });
    expect(client.runs).toHaveLength(1);
  });

  it('stops the work of a predictor that is switched off while it computes', () => {
    receive(1, headerEvent());
    receive(
      1,
      framesEvent('nn', 0, 5, (t) => t),
    );
    edit({ predictors: ['nn'] });
    expect(client.cancels).toBe(1);
    expect(runStore.getState().computing).toBe(false);
  });

  it('computes everything again if predictors change before the new configuration has answered', () => {
    answer();
    edit({ width: 64 });
    edit({ predictors: ['nn', 'linearised'] });
    expect(client.runs.at(-1)).toMatchObject({ spec: { width: 64 }, predictors: ['nn', 'linearised'] });
  });

  it('computes only the mean field again for another number of particles', () => {
    answer();
    edit({ predictors: ['nn', 'ntk', 'meanField'] });
    answer();
    edit({ particles: 1024 });
    expect(client.runs.at(-1)?.predictors).toEqual(['meanField']);
  });

  it('rests in a lab that shows nothing of the run, and computes what was left when another opens', () => {
    edit({ tab: 'sweep' });
    expect(client.cancels).toBe(1);
    expect(runStore.getState().computing).toBe(false);
    edit({ width: 64 });
    expect(client.runs).toHaveLength(1);
    edit({ tab: 'lab' });
    expect(client.runs).toHaveLength(2);
    expect(client.runs[1].spec.width).toBe(64);
    answer();
    edit({ tab: 'sweep' });
    edit({ tab: 'lab' });
    expect(client.runs).toHaveLength(2);
  });
});

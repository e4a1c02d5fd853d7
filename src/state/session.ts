/** Keeps the engine at work on what the experiment asks for, and computes nothing twice. */
import { enginePool } from './pool/enginePool';
import { browserClock } from './pool/poolClock';
import { PoolRunClient, type RunClient } from './runClient';
import { experimentStore } from './experimentStore';
import type { ExperimentSpec, PredictorName } from '../protocol/experimentSpec';
import { labs } from '../protocol/labs';
import { sameRun, sameValue, stalePredictors } from '../protocol/sameRun';
import { beforePaint, EventQueue } from './eventQueue';
import { addNotice, dropPredictors, expectRun, finishRun, runStore } from './runStore';

/** The network is always computed: every error is measured against it. */
function wantedPredictors(spec: ExperimentSpec): readonly PredictorName[] {
  return spec.predictors.includes('nn') ? spec.predictors : ['nn', ...spec.predictors];
}

function isSettled(name: PredictorName): boolean {
  const { run } = runStore.getState();
  const state = run?.statuses[name]?.state;
  if (state === 'refused' || state === 'diverged') return true;
  return run !== null && (run.series[name]?.count ?? 0) >= run.header.times.length;
}

function browserClient(): RunClient {
  const queue = new EventQueue(beforePaint, browserClock);
  return new PoolRunClient(
    enginePool(),
    {
      event: (runId, event) => queue.add(runId, event),
      notice: addNotice,
      finished: () => {
        queue.flush();
        finishRun();
      },
    },
    browserClock,
  );
}

/** Starts the engine on the present experiment and follows every change; returns a function that ends it all. */
export function startSession(
  client: RunClient = browserClient(),
  page: Pick<Document, 'hidden' | 'addEventListener' | 'removeEventListener'> = document,
): () => void {
  let computed: ExperimentSpec | null = null;

  const follow = (spec: ExperimentSpec): void => {
    if (!labs[spec.tab].run) return rest();
    const before = computed;
    computed = spec;
    const wanted = wantedPredictors(spec);
    if (before && sameRun(before, spec) && sameValue(wantedPredictors(before), wanted)) return;
    const stale = before ? stalePredictors(before, spec) : 'all';
    const { shownId, expectedId, computing } = runStore.getState();
    if (!before || stale === 'all' || shownId !== expectedId) {
      expectRun(client.run(spec, wanted), false);
      return;
    }
    const removed = wantedPredictors(before).filter((name) => !wanted.includes(name));
    const interrupted = computing && removed.some((name) => !isSettled(name));
    dropPredictors([...removed, ...stale]);
    const missing = wanted.filter((name) => !isSettled(name));
    const added = missing.some((name) => stale.includes(name) || !wantedPredictors(before).includes(name));
    if (missing.length > 0 && (added || interrupted)) {
      expectRun(client.run(spec, missing), true);
    } else if (interrupted) {
      client.cancel();
      finishRun();
    }
  };

  /** A lab that shows nothing of the run: what is complete stays, what is not is computed when it is wanted again. */
  const rest = (): void => {
    if (!runStore.getState().computing) return;
    computed = null;
    client.cancel();
    finishRun();
  };

  follow(experimentStore.getState().spec);
  const stop = experimentStore.subscribe((state, old) => {
    if (state.spec !== old.spec) follow(state.spec);
  });
  const hide = (): void => client.pause(page.hidden);
  page.addEventListener('visibilitychange', hide);
  return () => {
    stop();
    page.removeEventListener('visibilitychange', hide);
    client.close();
  };
}

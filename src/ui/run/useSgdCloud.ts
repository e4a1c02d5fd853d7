import { useEffect, useState } from 'react';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import type { BatchDraw, SgdTheory } from '../../protocol/sgd';
import { enginePool } from '../../state/pool/enginePool';
import { TaskFailed } from '../../state/pool/taskFailed';

export interface SgdCloud {
  readonly spec: ExperimentSpec;
  readonly draw: BatchDraw;
  readonly theory: SgdTheory | null;
  /** In the order of their arrival. */
  readonly runs: readonly Float64Array[];
  readonly problem: string | null;
}

/** Orders of the points, and how many of them one worker takes at a time. */
export const cloudRuns = 64;
const part = 8;

/** A cloud around the run of a spec, growing as its parts arrive; null before anything is asked for. */
export function useSgdCloud(spec: ExperimentSpec | null, draw: BatchDraw): SgdCloud | null {
  const [cloud, setCloud] = useState<SgdCloud | null>(null);
  useEffect(() => {
    if (spec === null) return;
    const control = new AbortController();
    const { signal } = control;
    let known: SgdCloud = { spec, draw, theory: null, runs: [], problem: null };
    const say = (change: Partial<SgdCloud>): void => {
      if (signal.aborted) return;
      known = { ...known, ...change };
      setCloud(known);
    };
    const failed = (thrown: unknown): void => {
      if (thrown instanceof TaskFailed) say({ problem: thrown.message });
    };
    const pool = enginePool();
    pool
      .ask('sgdTheory', { spec }, { signal, priority: 'run' })
      .then((theory) => say({ theory }))
      .then(() =>
        Promise.all(
          Array.from({ length: cloudRuns / part }, async (_, k) => {
            const request = { spec, draw, first: k * part, count: part };
            const { runs } = await pool.ask('sgdCloud', request, { signal, priority: 'sweep' });
            say({ runs: [...known.runs, ...runs] });
          }),
        ),
      )
      .catch(failed);
    return () => control.abort();
  }, [spec, draw]);
  return cloud;
}

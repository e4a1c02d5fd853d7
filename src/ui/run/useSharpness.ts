import { useEffect, useState } from 'react';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import type { EngineProblem } from '../../protocol/run';
import type { SharpnessRecord } from '../../protocol/sharpness';
import { enginePool } from '../../state/pool/enginePool';
import { TaskFailed } from '../../state/pool/taskFailed';

export interface SharpnessOfRun {
  readonly spec: ExperimentSpec;
  readonly record: SharpnessRecord | null;
  readonly problem: EngineProblem | null;
}

/** The sharpness along the run of a spec, asked for once nothing else of the run is computed; null until it is known. */
export function useSharpness(spec: ExperimentSpec | null): SharpnessOfRun | null {
  const [known, setKnown] = useState<SharpnessOfRun | null>(null);
  useEffect(() => {
    if (spec === null) return;
    const control = new AbortController();
    enginePool()
      .ask('sharpness', { spec }, { signal: control.signal, priority: 'run' })
      .then(
        (record) => setKnown({ spec, record, problem: null }),
        (thrown: unknown) => {
          if (thrown instanceof TaskFailed) setKnown({ spec, record: null, problem: thrown.problem });
        },
      );
    return () => control.abort();
  }, [spec]);
  return known;
}

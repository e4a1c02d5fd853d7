import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Experiment, ExperimentNumbers, Finding } from '../../experiments/experiment';
import { experimentLink, experiments } from '../../experiments/experiments';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import type { SweepPlan } from '../../protocol/sweep';
import { experimentStore } from '../../state/experimentStore';
import { chooseExperimentSweep } from '../../state/experimentSweep';
import { hierarchyStore } from '../../state/hierarchyStore';
import { runStore } from '../../state/runStore';
import { sweepStore } from '../../state/sweepStore';
import { Card } from '../cards/Card';
import { MathText } from '../text/MathText';
import { Source } from '../text/Source';
import { sameNetwork } from '../../protocol/sameRun';

/** One claim of a paper: what to look for, how to compute it, and whether these numbers show it. */
export function ExperimentCard() {
  const spec = useStore(experimentStore, (s) => s.spec);
  const [chosen, choose] = useState<string | null>(null);
  const experiment =
    experiments.find(({ id }) => id === chosen) ?? experiments.find((e) => sameNetwork(e.spec, spec)) ?? null;
  return (
    <Card
      title="Experiment"
      span={12}
      reading={
        <select
          className="inline-choice"
          aria-label="Experiment"
          value={experiment?.id ?? ''}
          onChange={(e) => choose(e.target.value)}
        >
          {experiment === null && <option value="">choose a claim to test</option>}
          {experiments.map(({ id, title }) => (
            <option key={id} value={id}>
              {id} · {title}
            </option>
          ))}
        </select>
      }
    >
      {experiment && <Claim experiment={experiment} spec={spec} />}
    </Card>
  );
}

interface ClaimProps {
  readonly experiment: Experiment;
  readonly spec: ExperimentSpec;
}

function Claim({ experiment, spec }: ClaimProps) {
  const numbers = useNumbers(experiment);
  const finding = useMemo(() => experiment.check(numbers), [experiment, numbers]);
  const here = sameNetwork(experiment.spec, spec);
  return (
    <div className="claim">
      <p>
        <MathText text={experiment.lookFor} />{' '}
        <small>
          (<Source text={experiment.source} />)
        </small>
      </p>
      <p role="status" className="claim-verdict">
        <Verdict finding={finding} />
      </p>
      <div className="row">
        {!here && (
          <a className="button small" href={experimentLink(experiment)}>
            Open its network
          </a>
        )}
        {experiment.sweep && (
          <button type="button" className="button small" onClick={() => chooseExperimentSweep(experiment)}>
            Prepare its sweep
          </button>
        )}
      </div>
    </div>
  );
}

function Verdict({ finding: { seen, text } }: { readonly finding: Finding }) {
  if (seen === null) return <MathText text={text} />;
  return (
    <>
      <b className={seen ? 'holds' : 'fails'}>{seen ? 'Seen' : 'Not seen here, because'}:</b>{' '}
      <MathText text={text} />
    </>
  );
}

/** What is at hand of this very experiment: a run that is complete, the kernels, the rows of its sweep. */
function useNumbers(experiment: Experiment): ExperimentNumbers {
  const run = useStore(runStore, (s) => (s.computing ? null : s.run));
  const analysed = useStore(hierarchyStore, (s) => s.analysed);
  const plan = useStore(sweepStore, (s) => s.plan);
  const rows = useStore(sweepStore, (s) => s.rows);
  return useMemo(
    () => ({
      ...(run && sameNetwork(run.header.spec, experiment.spec) ? { run } : {}),
      ...(analysed && sameNetwork(analysed.spec, experiment.spec) ? { analysis: analysed.analysis } : {}),
      ...(plan && experiment.sweep && covers(plan, experiment.sweep) ? { rows } : {}),
    }),
    [experiment, run, analysed, plan, rows],
  );
}

/** Whether a sweep is the experiment's: the same network but for what is swept, the same fields swept, and its quantities. */
function covers(done: SweepPlan, wanted: SweepPlan): boolean {
  const fields = wanted.axes.map(({ field }) => field);
  const swept = Object.fromEntries(fields.map((field) => [field, wanted.base[field]]));
  return (
    fields.every((field) => done.axes.some((axis) => axis.field === field)) &&
    wanted.outputs.some((output) => done.outputs.includes(output)) &&
    sameNetwork({ ...done.base, ...swept }, wanted.base)
  );
}

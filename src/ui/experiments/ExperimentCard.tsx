import { useState } from 'react';
import { useStore } from 'zustand';
import type { Experiment } from '../../experiments/experiment';
import { experimentLink, experiments } from '../../experiments/experiments';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { experimentRunStore } from '../../state/experimentRunner';
import { experimentStore } from '../../state/experimentStore';
import { Card } from '../cards/Card';
import { sameNetwork } from '../../protocol/sameRun';
import { MathText } from '../text/MathText';
import { Source } from '../text/Source';
import { ExperimentFinding } from './ExperimentFinding';
import { FindingPlotCard } from './FindingPlotCard';
import { RunExperiment } from './RunExperiment';

/** One claim of a paper: what to look for, one button that computes it, and whether its numbers show it. */
export function ExperimentCard() {
  const spec = useStore(experimentStore, (s) => s.spec);
  const [choice, setChoice] = useState<{ readonly id: string; readonly at: ExperimentSpec } | null>(null);
  const experiment = shownExperiment(spec, choice);
  const plot = useStore(experimentRunStore, (runs) => experiment && runs[experiment.id]?.finding?.plot);
  return (
    <>
      <Card
        title="Experiment"
        span={12}
        reading={
          <select
            className="inline-choice"
            aria-label="Experiment"
            value={experiment?.id ?? ''}
            onChange={(e) => setChoice({ id: e.target.value, at: spec })}
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
        {experiment && <Claim key={experiment.id} experiment={experiment} spec={spec} />}
      </Card>
      {plot && <FindingPlotCard plot={plot} />}
    </>
  );
}

/** What was chosen, until another experiment's network is opened; else the one whose network, and lab, is open. */
function shownExperiment(
  spec: ExperimentSpec,
  choice: { readonly id: string; readonly at: ExperimentSpec } | null,
): Experiment | null {
  const here = experiments.filter((one) => sameNetwork(one.spec, spec));
  const chosen = experiments.find(({ id }) => id === choice?.id);
  if (chosen && (here.length === 0 || here.includes(chosen) || sameNetwork(choice!.at, spec))) return chosen;
  return here.find((one) => one.spec.tab === spec.tab) ?? here[0] ?? null;
}

interface ClaimProps {
  readonly experiment: Experiment;
  readonly spec: ExperimentSpec;
}

function Claim({ experiment, spec }: ClaimProps) {
  const run = useStore(experimentRunStore, (runs) => runs[experiment.id]);
  return (
    <div className="claim">
      <p>
        <MathText text={experiment.lookFor} />{' '}
        <small>
          (<Source text={experiment.source} />)
        </small>
      </p>
      <ExperimentFinding run={run} />
      <div className="row">
        <RunExperiment experiment={experiment} run={run} />
        {!sameNetwork(experiment.spec, spec) && (
          <a className="button small" href={experimentLink(experiment)}>
            Open its network
          </a>
        )}
      </div>
    </div>
  );
}

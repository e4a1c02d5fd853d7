import { useEffect, useState } from 'react';
import type { Experiment } from '../../experiments/experiment';
import { formatDuration } from '../../plots/formatNumber';
import { experimentRunner } from '../../state/experimentRunner';
import type { ExperimentRun } from '../../state/experimentRunner';

interface RunExperimentProps {
  readonly experiment: Experiment;
  readonly run: ExperimentRun | undefined;
}

/** One button that computes all that the experiment needs; while it does, how far it is, and Cancel. */
export function RunExperiment({ experiment, run }: RunExperimentProps) {
  const { id, paperSize } = experiment;
  if (run?.status === 'running')
    return (
      <>
        <progress aria-label={`Progress of ${id}`} max={1} value={run.fraction}>
          {Math.round(100 * run.fraction)} %
        </progress>
        <span className="said">
          {Math.floor(100 * run.fraction)} %
          {run.secondsLeft !== null && `, about ${duration(run.secondsLeft)} left`}
        </span>
        <button type="button" className="button small" onClick={() => experimentRunner().cancel(id)}>
          Cancel
        </button>
      </>
    );
  return (
    <>
      <button
        type="button"
        className="button small primary"
        onClick={() => void experimentRunner().start(experiment)}
      >
        Run it
      </button>
      {paperSize && <PaperSize experiment={experiment} coreSeconds={paperSize.coreSeconds} />}
    </>
  );
}

function PaperSize({ experiment, coreSeconds }: { experiment: Experiment; coreSeconds: number }) {
  const cores = useCores();
  return (
    <button
      type="button"
      className="button small"
      onClick={() => void experimentRunner().start(experiment, 'paper')}
    >
      Run it at the paper’s size (about {duration(coreSeconds / cores)})
    </button>
  );
}

/** Known only in the browser, and the same for as long as the page is open. */
function useCores(): number {
  const [cores, setCores] = useState(1);
  useEffect(() => setCores(experimentRunner().cores), []);
  return cores;
}

function duration(seconds: number): string {
  return formatDuration(1000 * Math.max(1, Math.round(seconds)));
}

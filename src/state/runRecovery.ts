import type { PredictorName } from '../protocol/experimentSpec';
import type { Checkpoint, EngineProblem, RunEvent } from '../protocol/run';
import type { TaskRequest } from '../protocol/tasks';
import { fruitlessAttempts, type Death, type Recovery } from './pool/recovery';

/**
 * A run goes on in a fresh worker from its last checkpoint, without the predictors that are through, as often as it takes
 * while every worker comes further than all before it; after a lost GPU in double precision.
 */
export class RunRecovery implements Recovery<'run'> {
  private backend: 'float64' | 'webgpu' = 'float64';
  private checkpoint: Checkpoint | null = null;
  private readonly through = new Set<PredictorName>();
  private readonly reached = new Map<PredictorName, number>();
  private furthest = 0;
  private fruitless = 0;
  private told = false;

  constructor(
    private request: TaskRequest<'run'>,
    private readonly notice: (problem: EngineProblem) => void,
  ) {
    this.checkpoint = request.from ?? null;
  }

  heard(event: RunEvent): true {
    if (event.kind === 'header') this.backend = event.header.engine.backend;
    if (event.kind === 'checkpoint') this.checkpoint = event.checkpoint;
    if (event.kind === 'status' && event.status.state !== 'running') this.through.add(event.status.predictor);
    if (event.kind === 'frames') {
      const { predictor, first, count } = event.frames;
      this.reached.set(predictor, Math.max(this.reached.get(predictor) ?? 0, first + count));
    }
    return true;
  }

  after({ reason, gpuLost }: Death): ReturnType<Recovery<'run'>['after']> {
    const reached = this.through.size + [...this.reached.values()].reduce((sum, count) => sum + count, 0);
    const onGpu = gpuLost || this.backend === 'webgpu';
    this.fruitless = reached > this.furthest ? 0 : this.fruitless + 1;
    this.furthest = reached;
    // Double precision is a way that has not been tried.
    const tried = !onGpu || this.request.spec.precision === 'float64';
    if (tried && this.fruitless >= fruitlessAttempts)
      return {
        problem: engineStopped(
          `The engine stopped again and again at the same point (${reason}). What was computed stays; change the configuration or reload the page.`,
        ),
      };
    const { spec, predictors } = this.request;
    this.request = {
      ...this.request,
      spec: onGpu ? { ...spec, precision: 'float64' } : spec,
      predictors: predictors.filter((name) => !this.through.has(name)),
      ...(this.checkpoint ? { from: this.checkpoint } : {}),
    };
    this.backend = 'float64';
    const isThrough = !predictors.includes('nn') || this.through.has('nn');
    // Said once: a worker that dies every second would bury the page in alerts.
    if (!this.told)
      this.notice(engineStopped(restartSentence(reason, gpuLost, onGpu, isThrough ? null : this.checkpoint)));
    this.told = true;
    return { request: this.request };
  }
}

function restartSentence(
  reason: string,
  gpuLost: boolean,
  onGpu: boolean,
  checkpoint: Checkpoint | null,
): string {
  const what = gpuLost ? 'The graphics processor was lost' : `The engine stopped (${reason})`;
  const where = checkpoint ? `goes on from t = ${checkpoint.t.toPrecision(3)}` : 'was started again';
  return `${what}: the run ${where}${onGpu ? ' in double precision' : ' in a fresh engine'}, and what was computed stays.`;
}

function engineStopped(message: string): EngineProblem {
  return { name: 'EngineStopped', message, field: null };
}

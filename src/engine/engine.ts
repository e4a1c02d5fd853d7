import type { EngineChoice } from '../protocol/run';
import { createFloat64Backend } from './float64/float64Backend';
import { EngineError } from './run/engineError';
import { runExperiment } from './run/runExperiment';
import type { RunClock } from './run/runPredictor';
import type { RunContext, Task } from './session';
import type { Backend } from './tensor/backend';

/** The backends of one thread, made when first needed, and the work done on them. */
export class Engine {
  private cpu: Promise<Backend> | null = null;

  constructor(private readonly clock: RunClock) {}

  async perform(task: Task, context: RunContext): Promise<void> {
    switch (task.kind) {
      case 'run': {
        const float64 = await this.float64();
        const choice = this.choose(float64);
        await runExperiment(
          task.spec,
          { backend: float64, float64, choice, clock: this.clock },
          { predictors: task.predictors, emit: context.emit, pause: context.pause },
        );
        return;
      }
      case 'analyse':
      case 'compare':
      case 'member':
        throw new EngineError('NotBuilt', `The engine has no ${task.kind} yet.`);
      default:
        task satisfies never;
    }
  }

  float64(): Promise<Backend> {
    this.cpu ??= createFloat64Backend();
    return this.cpu;
  }

  private choose(backend: Backend): EngineChoice {
    return { backend: 'float64', adapter: backend.adapter, precision: 0, reason: 'the only engine here' };
  }
}

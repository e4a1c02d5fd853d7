import type { ExperimentSpec } from '../protocol/experimentSpec';
import { analyse } from './analysis/analyse';
import { compare } from './analysis/compare';
import { BackendChooser, type Chosen } from './chooseBackend';
import { createFloat64Backend } from './float64/float64Backend';
import { initialWeights, type Weights } from './network/drawWeights';
import { makeProblem } from './predictors/problem';
import { EngineError } from './work/engineError';
import { noPause } from './work/pause';
import { isTooLarge } from './run/refuseTooLarge';
import { runExperiment } from './run/runExperiment';
import type { Clock } from './work/clock';
import type { RunContext, Task } from './session';
import { sweepMember } from './sweep/sweepMember';
import type { Backend } from './tensor/backend';
import { Trainer } from './training/trainer';

/** The backends of one thread, made when first needed, and the work done on them. */
export class Engine {
  private cpu: Promise<Backend> | null = null;
  private readonly chooser: BackendChooser;
  /** Rejects when the GPU goes away. */
  private lost: Promise<never> | null = null;

  /** `webgpu` is absent where there can be none (Node). */
  constructor(
    private readonly clock: Clock,
    webgpu?: (options: WebGpuOptions) => Promise<GpuBackend>,
  ) {
    const open = webgpu && ((options: WebGpuOptions) => this.openGpu(webgpu, options));
    this.chooser = new BackendChooser({
      float64: () => this.float64(),
      now: clock.now,
      ...(open ? { webgpu: open } : {}),
    });
  }

  async perform(task: Task, context: RunContext): Promise<void> {
    switch (task.kind) {
      case 'run': {
        const float64 = await this.float64();
        const { backend, choice } = await this.choose(task.spec);
        if (task.spec.precision === 'webgpu' && backend === float64) {
          const problem = { name: 'GpuRefused', message: choice.reason, field: 'precision' } as const;
          await context.emit({ kind: 'notice', problem });
        }
        const run = runExperiment(
          task.spec,
          { backend, float64, choice, clock: this.clock },
          {
            predictors: task.predictors,
            emit: context.emit,
            pause: context.pause,
            ...(task.from ? { from: task.from } : {}),
          },
        );
        await (backend === float64 || this.lost === null ? run : Promise.race([run, this.lost]));
        return;
      }
      case 'member': {
        const { runId, member, outputs } = task;
        const row = await sweepMember(await this.float64(), member, outputs, this.clock, context.pause);
        await context.answer({ kind: 'row', runId, row });
        return;
      }
      case 'analyse': {
        const analysis = await analyse(task.request, {
          backend: await this.float64(),
          clock: this.clock,
          pause: context.pause,
          progress: (fraction) => context.emit({ kind: 'progress', fraction, secondsLeft: null }),
        });
        await context.answer({ kind: 'analysis', runId: task.runId, analysis });
        return;
      }
      case 'compare': {
        const discrepancies = await compare(task.spec, await this.float64(), context.pause, (fraction) =>
          context.emit({ kind: 'progress', fraction, secondsLeft: null }),
        );
        await context.answer({ kind: 'discrepancies', runId: task.runId, discrepancies });
        return;
      }
      default:
        task satisfies never;
    }
  }

  float64(): Promise<Backend> {
    this.cpu ??= createFloat64Backend();
    return this.cpu;
  }

  /** Measured by steps of gradient descent on this very configuration. */
  private choose(spec: ExperimentSpec): Promise<Chosen> {
    const problem = makeProblem(spec);
    const { data, definition } = problem;
    let initial: Weights | null = null;
    return this.chooser.choose({
      precision: isTooLarge(problem) ? 'float64' : spec.precision, // refused in its turn, with the reason
      shape: `n=${data.n} d=${data.d} m=${spec.width} H=${spec.depth} ${spec.activation} ${spec.residual}`,
      steps: async (backend, count) => {
        const lr = 1e-6;
        initial ??= initialWeights(definition.parametrisation, spec.seed);
        const rule = { ...spec, optimizer: 'gd', lr } as const;
        const trainer = await Trainer.create(backend, definition, data, rule, { initial });
        try {
          await trainer.advanceTo(count * lr, noPause);
          await trainer.trainOutputs();
        } finally {
          trainer.dispose();
        }
      },
    });
  }

  private async openGpu(
    webgpu: (options: WebGpuOptions) => Promise<GpuBackend>,
    options: WebGpuOptions,
  ): Promise<Backend> {
    const backend = await webgpu(options);
    const lost = backend.lost.then((reason): never => {
      this.lost = null;
      this.chooser.refuse(`the GPU was lost: ${reason}`);
      throw new EngineError('GpuLost', `The GPU was lost (${reason}).`, 'precision');
    });
    lost.catch(() => undefined); // heard by the run under way, if any
    this.lost = lost;
    return backend;
  }
}

interface WebGpuOptions {
  readonly allowFallbackAdapter: boolean;
}

interface GpuBackend extends Backend {
  /** Resolves with the reason when the device goes away. */
  readonly lost: Promise<string>;
}

import type { ExperimentSpec } from '../protocol/experimentSpec';
import { parameterCount } from '../theory/network/parameterCount';
import { BackendChooser, type Chosen } from './chooseBackend';
import { createFloat64Backend } from './float64/float64Backend';
import { initialWeights, type Weights } from './network/drawWeights';
import { makeSetup } from './predictors/setup';
import { EngineError } from './work/engineError';
import { isTooLarge } from './run/refuseTooLarge';
import type { TheoryCurve } from './sweep/theoryCurve';
import type { TaskMeans } from './tasks/taskHandler';
import type { Clock } from './work/clock';
import { noPause } from './work/pause';
import { Recent } from './work/recent';
import type { Backend } from './tensor/backend';
import { Trainer } from './training/trainer';

/** The backends of one thread, made when first needed. */
export class Engine implements TaskMeans {
  private cpu: Promise<Backend> | null = null;
  private readonly chooser: BackendChooser;
  /** A plane over widths has one for each α and theory; each takes up to half a megabyte at the usual 200 probe points. */
  readonly limits = new Recent<TheoryCurve>(96);
  /** Rejects when the GPU goes away. */
  private lost: Promise<never> | null = null;

  /** `webgpu` is absent where there can be none (Node). */
  constructor(
    readonly clock: Clock,
    webgpu?: (options: WebGpuOptions) => Promise<GpuBackend>,
  ) {
    const open = webgpu && ((options: WebGpuOptions) => this.openGpu(webgpu, options));
    this.chooser = new BackendChooser({
      float64: () => this.float64(),
      now: clock.now,
      ...(open ? { webgpu: open } : {}),
    });
  }

  readonly float64 = (): Promise<Backend> => {
    this.cpu ??= createFloat64Backend();
    return this.cpu;
  };

  readonly gpuLost = (): Promise<never> | null => this.lost;

  /** Measured by steps of gradient descent on this very configuration. */
  readonly choose = (spec: ExperimentSpec): Promise<Chosen> => {
    const problem = makeSetup(spec);
    const { data, definition } = problem;
    let initial: Weights | null = null;
    return this.chooser.choose({
      precision: isTooLarge(problem) ? 'float64' : spec.precision, // refused in its turn, with the reason
      shape: `n=${data.n} d=${data.d} m=${spec.width} H=${spec.depth} ${spec.activation} ${spec.residual}`,
      // The passes forward and back, and the gradient's products.
      multiplications: 3 * data.n * parameterCount(definition),
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
  };

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

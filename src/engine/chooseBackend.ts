import type { Precision } from '../protocol/experimentSpec';
import type { EngineChoice } from '../protocol/run';
import { selfTest } from './selfTest/selfTest';
import type { Backend } from './tensor/backend';

export interface BackendSources {
  readonly float64: () => Promise<Backend>;
  /** Rejects with a sentence that says why there is none; absent where there can be none (Node). */
  readonly webgpu?: (options: { readonly allowFallbackAdapter: boolean }) => Promise<Backend>;
  /** Milliseconds, ascending. */
  readonly now: () => number;
}

export interface ChoiceRequest {
  /** `auto` measures; a name forces that backend where it works. */
  readonly precision: Precision;
  /** Whatever decides the cost of a step, e.g. "n=64 d=32 m=512 H=3": measurements are cached by it. */
  readonly shape: string;
  /** Of one step, about. */
  readonly multiplications: number;
  /** Runs so many training steps of this configuration and resolves when their result is at hand. */
  readonly steps: (backend: Backend, count: number) => Promise<void>;
}

export interface Chosen {
  readonly backend: Backend;
  readonly choice: EngineChoice;
}

/** A step this short, in milliseconds, is over before a GPU has been asked: some twenty dispatches of 0.1 ms. */
const worthAGpu = 2;

/** A step of more multiplications, some 50 ms in float64, is worth asking whether there is a GPU before anything is measured. */
const longStep = 1e9;

/** No thread multiplies faster in float64, in 1/ms: two SIMD units of two doubles at 5 GHz. */
const fastestThread = 2e7;

/** A step this long, in milliseconds, is measured once: whatever it takes to warm up is little beside it. */
const measuredOnce = 100;

/** Picks a backend by measuring steps of the configuration at hand; remembers measurements and refusals. */
export class BackendChooser {
  private readonly sources: BackendSources;
  private readonly byShape = new Map<string, EngineChoice>();
  private gpu: { readonly backend: Backend; readonly precision: number } | null = null;
  /** Why there is no WebGPU, and whether a software adapter was allowed when it was refused. */
  private refusal: { readonly reason: string; readonly allowed: boolean } | null = null;

  constructor(sources: BackendSources) {
    this.sources = sources;
  }

  async choose(request: ChoiceRequest): Promise<Chosen> {
    const float64 = await this.sources.float64();
    const cpu = (reason: string): Chosen => ({ backend: float64, choice: describe(float64, 0, reason) });
    if (request.precision === 'float64') return cpu('float64, as the configuration asks.');
    if (request.precision === 'webgpu') {
      const gpu = await this.webgpu(float64, true);
      if (gpu) return chosen(gpu, 'WebGPU, as the configuration asks.');
      return cpu(`float64 instead of WebGPU: ${this.refusal?.reason ?? 'it is not available.'}`);
    }
    const known = this.byShape.get(request.shape);
    if (known?.backend === 'float64') return { backend: float64, choice: known };
    if (known && this.gpu) return { backend: this.gpu.backend, choice: known };
    const { backend, choice } = await this.measure(float64, request);
    this.byShape.set(request.shape, choice);
    return { backend, choice };
  }

  /** Takes WebGPU out of the choice, e.g. when its device is lost; float64 is used from then on. */
  refuse(reason: string): void {
    this.refusal = { reason, allowed: true };
    this.gpu = null;
    this.byShape.clear();
  }

  private async measure(float64: Backend, request: ChoiceRequest): Promise<Chosen> {
    const cpu = (reason: string): Chosen => ({ backend: float64, choice: describe(float64, 0, reason) });
    if (!this.sources.webgpu) return cpu('float64: WebGPU needs a browser.');
    const isLong = request.multiplications > longStep;
    let slow = isLong ? null : await this.millisecondsPerStep(float64, request);
    if (slow !== null && slow < worthAGpu)
      return cpu(`a step takes ${milliseconds(slow)} in float64, less than a GPU needs to be asked.`);
    const gpu = await this.webgpu(float64, false);
    if (!gpu) return cpu(`float64: ${this.refusal?.reason ?? 'WebGPU is not available.'}`);
    let fast: number;
    try {
      fast = await this.millisecondsPerStep(gpu.backend, request);
    } catch (thrown) {
      this.refuse(`WebGPU failed on this configuration: ${messageOf(thrown)}`);
      return cpu(`float64: ${this.refusal?.reason ?? ''}`);
    }
    const least = request.multiplications / fastestThread;
    if (slow === null && fast < least)
      return chosen(
        gpu,
        `WebGPU is faster, measured here: ${milliseconds(fast)} per step; float64 needs ${milliseconds(least)} at the least.`,
      );
    slow ??= await this.millisecondsPerStep(float64, request);
    const both = `measured here: ${milliseconds(fast)} per step in WebGPU, ${milliseconds(slow)} in float64.`;
    return fast < slow ? chosen(gpu, `WebGPU is faster, ${both}`) : cpu(`float64 is faster, ${both}`);
  }

  /** The best of three rounds after one to warm up (shaders compile, code is optimised); one of float64 where more tell nothing new. */
  private async millisecondsPerStep(backend: Backend, { steps }: ChoiceRequest): Promise<number> {
    const { now } = this.sources;
    const round = async (count: number) => {
      const start = now();
      await steps(backend, count);
      return (now() - start) / count;
    };
    const first = await round(1);
    if (backend.name === 'float64' && (first < worthAGpu || first > measuredOnce)) return first;
    let best = await round(1);
    // more steps at once where they are short, so that waiting for the GPU is shared as it is in a run
    const count = Math.max(1, Math.min(8, Math.floor(40 / best)));
    for (let i = 0; i < 2; i++) best = Math.min(best, await round(count));
    return best;
  }

  private async webgpu(float64: Backend, allowFallbackAdapter: boolean): Promise<typeof this.gpu> {
    if (this.gpu) return this.gpu;
    if (this.refusal && (this.refusal.allowed || !allowFallbackAdapter)) return null;
    if (!this.sources.webgpu) {
      this.refusal = { reason: 'WebGPU needs a browser.', allowed: true };
      return null;
    }
    let backend: Backend;
    try {
      backend = await this.sources.webgpu({ allowFallbackAdapter });
    } catch (thrown) {
      this.refusal = { reason: messageOf(thrown), allowed: allowFallbackAdapter };
      return null;
    }
    const { ok, precision, reason } = await selfTest(backend, float64);
    if (!ok) {
      backend.close();
      this.refusal = { reason: `WebGPU computes wrongly here. ${reason ?? ''}`, allowed: true };
      return null;
    }
    this.gpu = { backend, precision };
    return this.gpu;
  }
}

function chosen(gpu: { readonly backend: Backend; readonly precision: number }, reason: string): Chosen {
  return { backend: gpu.backend, choice: describe(gpu.backend, gpu.precision, reason) };
}

function describe(backend: Backend, precision: number, reason: string): EngineChoice {
  return { backend: backend.name, adapter: backend.adapter, precision, reason };
}

function milliseconds(value: number): string {
  return `${value < 10 ? value.toPrecision(2) : value.toFixed(0)} ms`;
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

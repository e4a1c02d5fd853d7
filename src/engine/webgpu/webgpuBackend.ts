import * as tf from '@tensorflow/tfjs-core';
import { WebGPUBackend as TfWebGpu, type WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';
import type { ActivationName } from '../../theory/activations/names';
import { EngineError } from '../work/engineError';
import type { Backend, MatMulOptions, Tensor } from '../tensor/backend';
import { TensorScopes } from '../tensor/tensorScopes';
import { activationShader } from './activationShader';
import { MapProgram } from './mapProgram';
import { ReduceProgram, type Reduction } from './reduceProgram';
import { requestDevice, type WebGpuOptions } from './requestDevice';
import { WebGpuTensor } from './webgpuTensor';

/** The float32 number system on a GPU, through tfjs's WebGPU backend; one per realm, as tfjs has one engine. */
export async function createWebGpuBackend(options: WebGpuOptions = {}): Promise<WebGpuBackend> {
  const { device, info, description } = await requestDevice(options);
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  tf.removeBackend('webgpu');
  const engine = new TfWebGpu(device, info);
  tf.registerBackend('webgpu', () => engine, 3);
  await tf.setBackend('webgpu');
  await tf.ready();
  return new WebGpuBackend(engine, description);
}

interface Uniform {
  readonly type: string;
  readonly data: number[];
}

export class WebGpuBackend implements Backend {
  readonly name = 'webgpu';
  readonly adapter: string;
  /** Resolves with the reason when the device is lost, `close` included. */
  readonly lost: Promise<string>;
  private readonly engine: TfWebGpu;
  private readonly scopes = new TensorScopes<WebGpuTensor>((t) => {
    this.free(t);
  });
  private tensors = 0;
  private bytes = 0;

  constructor(engine: TfWebGpu, adapter: string) {
    this.engine = engine;
    this.adapter = adapter;
    this.lost = engine.device.lost.then((loss) => loss.message || loss.reason || 'unknown');
  }

  upload(values: Float64Array, rows: number, cols: number): Tensor {
    if (values.length !== rows * cols) refuse('upload', `${values.length} values for [${rows}, ${cols}]`);
    return this.wrap(rows, cols, tf.tensor2d(Float32Array.from(values), [rows, cols]));
  }

  zeros(rows: number, cols: number): Tensor {
    return this.wrap(rows, cols, tf.zeros([rows, cols]));
  }

  async download(t: Tensor): Promise<Float64Array> {
    return Float64Array.from(await of(t).data());
  }

  peek(): null {
    return null;
  }

  matMul(a: Tensor, b: Tensor, options: MatMulOptions = {}): Tensor {
    const { transposeA = false, transposeB = false, scale = 1 } = options;
    const rows = transposeA ? a.cols : a.rows;
    const cols = transposeB ? b.rows : b.cols;
    if ((transposeA ? a.rows : a.cols) !== (transposeB ? b.cols : b.rows)) mismatch('matMul', a, b);
    const product = tf.matMul(of(a), of(b), transposeA, transposeB);
    if (scale === 1) return this.wrap(rows, cols, product);
    const scaled = this.run(new MapProgram([rows, cols], 1, 'uniforms.s0 * A[index]', 1), [product], [scale]);
    product.dispose();
    return this.wrap(rows, cols, scaled);
  }

  gram(a: Tensor, b: Tensor, scale = 1): Tensor {
    return this.matMul(a, b, { transposeB: true, scale });
  }

  add(a: Tensor, b: Tensor): Tensor {
    return this.map('A[index] + B[index]', [a, b]);
  }

  sub(a: Tensor, b: Tensor): Tensor {
    return this.map('A[index] - B[index]', [a, b]);
  }

  mul(a: Tensor, b: Tensor): Tensor {
    return this.map('A[index] * B[index]', [a, b]);
  }

  scale(a: Tensor, s: number): Tensor {
    return this.map('uniforms.s0 * A[index]', [a], [s]);
  }

  addScaled(a: Tensor, b: Tensor, s: number): Tensor {
    return this.map('A[index] + uniforms.s0 * B[index]', [a, b], [s]);
  }

  combine(terms: readonly Tensor[], scales: readonly number[]): Tensor {
    if (terms.length === 0 || terms.length !== scales.length)
      refuse('combine', `${terms.length} tensors and ${scales.length} scales`);
    // at most eight storage buffers in a shader: six inputs at a time
    const first = this.weightedSum(terms.slice(0, 6), scales.slice(0, 6));
    let sum = first;
    for (let i = 6; i < terms.length; i += 5) {
      const next = this.weightedSum([sum, ...terms.slice(i, i + 5)], [1, ...scales.slice(i, i + 5)]);
      this.dispose(sum);
      sum = next;
    }
    return sum;
  }

  private weightedSum(terms: readonly Tensor[], scales: readonly number[]): Tensor {
    const expression = terms.map((_, i) => `uniforms.s${i} * ${'ABCDEF'[i]}[index]`).join(' + ');
    return this.map(expression, terms, scales);
  }

  addRow(a: Tensor, row: Tensor, s: number): Tensor {
    if (row.rows !== 1 || row.cols !== a.cols) mismatch('addRow', a, row);
    return this.program([a.rows, a.cols], 'A[index] + uniforms.s0 * B[index % cols]', [a, row], [s]);
  }

  scaleRows(a: Tensor, weights: Tensor): Tensor {
    if (weights.cols !== 1 || weights.rows !== a.rows) mismatch('scaleRows', a, weights);
    return this.program([a.rows, a.cols], 'A[index] * B[index / cols]', [a, weights], []);
  }

  gatherRows(a: Tensor, index: Int32Array): Tensor {
    for (const i of index) if (i < 0 || i >= a.rows) refuse('gatherRows', `index ${i} of ${a.rows} rows`);
    const rows = tf.tensor2d(index, [index.length, 1], 'int32');
    const program = new MapProgram([index.length, a.cols], 2, 'A[B[index / cols] * cols + index % cols]');
    const gathered = this.run(program, [of(a), rows], []);
    rows.dispose();
    return this.wrap(index.length, a.cols, gathered);
  }

  sliceRows(a: Tensor, from: number, to: number): Tensor {
    if (!(from >= 0 && from <= to && to <= a.rows)) refuse('sliceRows', `rows ${from} to ${to} of ${a.rows}`);
    return this.wrap(to - from, a.cols, tf.slice(of(a), [from, 0], [to - from, a.cols]));
  }

  concatRows(parts: readonly Tensor[]): Tensor {
    let rows = 0;
    for (const part of parts) {
      if (part.cols !== parts[0].cols) mismatch('concatRows', parts[0], part);
      rows += part.rows;
    }
    return this.wrap(rows, parts[0].cols, tf.concat(parts.map(of), 0));
  }

  rowDots(a: Tensor, b: Tensor): Tensor {
    const product = this.mul(a, b);
    const sums = tf.sum(of(product), 1, true);
    this.dispose(product);
    return this.wrap(a.rows, 1, sums);
  }

  reshape(a: Tensor, rows: number, cols: number): Tensor {
    if (rows * cols !== a.rows * a.cols) refuse('reshape', `[${a.rows}, ${a.cols}] to [${rows}, ${cols}]`);
    return this.wrap(rows, cols, tf.reshape(of(a), [rows, cols]));
  }

  transpose(a: Tensor): Tensor {
    return this.wrap(a.cols, a.rows, tf.transpose(of(a)));
  }

  sumRows(a: Tensor): Tensor {
    return this.wrap(1, a.cols, tf.sum(of(a), 0, true));
  }

  maxAbs(a: Tensor): Tensor {
    return this.reduce('maxAbs', [a], 0, 0);
  }

  sumSquares(a: Tensor): Tensor {
    return this.reduce('sumSquares', [a], 0, 0);
  }

  errorNorm(e: Tensor, a: Tensor, b: Tensor, atol: number, rtol: number): Tensor {
    return this.reduce('errorNorm', [e, a, b], atol, rtol);
  }

  activation(name: ActivationName, param: number, order: number, z: Tensor): Tensor {
    if (!(order >= 0 && order <= 5)) refuse('activation', `order ${order}; 0 to 5`);
    return this.program([z.rows, z.cols], 'phi(A[index])', [z], [param], activationShader(name, order));
  }

  activationPair(name: ActivationName, param: number, z: Tensor): readonly [Tensor, Tensor] {
    return [this.activation(name, param, 0, z), this.activation(name, param, 1, z)];
  }

  scope<T>(f: () => T): T {
    return this.scopes.run(f);
  }

  keep(t: Tensor): Tensor {
    (t as WebGpuTensor).kept = true;
    return t;
  }

  dispose(t: Tensor): void {
    if (!(t as WebGpuTensor).freed) this.free(t as WebGpuTensor);
  }

  memory(): { readonly tensors: number; readonly bytes: number } {
    return { tensors: this.tensors, bytes: this.bytes };
  }

  close(): void {
    tf.removeBackend('webgpu');
    this.engine.device.destroy();
  }

  private map(expression: string, inputs: readonly Tensor[], scales: readonly number[] = []): Tensor {
    const { rows, cols } = inputs[0];
    for (const t of inputs) if (t.rows !== rows || t.cols !== cols) mismatch(expression, inputs[0], t);
    return this.program([rows, cols], expression, inputs, scales);
  }

  private program(
    shape: readonly [number, number],
    expression: string,
    inputs: readonly Tensor[],
    scales: readonly number[],
    declarations = '',
  ): Tensor {
    const program = new MapProgram(shape, inputs.length, expression, scales.length, declarations);
    return this.wrap(shape[0], shape[1], this.run(program, inputs.map(of), scales));
  }

  private reduce(kind: Reduction, inputs: readonly Tensor[], s0: number, s1: number): Tensor {
    for (const t of inputs)
      if (t.rows !== inputs[0].rows || t.cols !== inputs[0].cols) mismatch(kind, inputs[0], t);
    const uniforms: Uniform[] = [
      { type: 'int32', data: [inputs[0].rows * inputs[0].cols] },
      { type: 'float32', data: [s0] },
      { type: 'float32', data: [s1] },
    ];
    return this.wrap(1, 1, this.submit(new ReduceProgram(kind), inputs.map(of), uniforms));
  }

  private run(program: MapProgram, inputs: readonly tf.Tensor[], scales: readonly number[]): tf.Tensor {
    return this.submit(
      program,
      inputs,
      scales.map((s) => ({ type: 'float32', data: [s] })),
    );
  }

  private submit(program: WebGPUProgram, inputs: readonly tf.Tensor[], uniforms: Uniform[]): tf.Tensor {
    const result = this.engine.runWebGPUProgram(program, [...inputs], 'float32', uniforms);
    return tf.engine().makeTensorFromTensorInfo(result);
  }

  private wrap(rows: number, cols: number, data: tf.Tensor): WebGpuTensor {
    const t = new WebGpuTensor(rows, cols, data);
    this.tensors += 1;
    this.bytes += 4 * rows * cols;
    this.scopes.add(t);
    return t;
  }

  private free(t: WebGpuTensor): void {
    t.data?.dispose();
    t.data = null;
    this.tensors -= 1;
    this.bytes -= 4 * t.rows * t.cols;
  }
}

function of(t: Tensor): tf.Tensor {
  const { data } = t as WebGpuTensor;
  if (!data)
    throw new EngineError(
      'FreedTensor',
      'A tensor was used after it was freed; return it from its scope or keep it.',
    );
  return data;
}

function mismatch(operation: string, a: Tensor, b: Tensor): never {
  return refuse(operation, `[${a.rows}, ${a.cols}] and [${b.rows}, ${b.cols}]`);
}

function refuse(operation: string, what: string): never {
  throw new EngineError('ShapeMismatch', `${operation}: the sizes do not fit: ${what}.`);
}

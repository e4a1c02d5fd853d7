import type { WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';

const names = ['A', 'B', 'C', 'D', 'E', 'F'];

/** One dispatch that writes `expression` into every entry; it sees A[…] …, `index`, `cols` and the uniforms s0, s1, …. */
export class MapProgram implements WebGPUProgram {
  readonly variableNames: string[];
  readonly workgroupSize: [number, number, number] = [128, 1, 1];
  readonly outputShape: number[];
  readonly dispatchLayout: { x: number[] };
  readonly uniforms: string;
  readonly size = true;
  dispatch: [number, number, number];
  shaderKey: string;
  private readonly expression: string;
  private readonly declarations: string;

  constructor(
    shape: readonly [number, number],
    inputs: number,
    expression: string,
    scales = 0,
    declarations = '',
  ) {
    this.variableNames = names.slice(0, inputs);
    this.outputShape = [...shape];
    this.dispatchLayout = { x: [0, 1] };
    this.dispatch = [Math.ceil((shape[0] * shape[1]) / 128), 1, 1];
    this.uniforms = Array.from({ length: scales }, (_, i) => `s${i} : f32, `).join('');
    this.shaderKey = `map_${inputs}_${scales}_${expression}_${declarations}`;
    this.expression = expression;
    this.declarations = declarations;
  }

  getUserCode(): string {
    return `
      ${this.declarations}
      fn main(index : i32) {
        if (index < uniforms.size) {
          let cols = uniforms.outShape.y;
          setOutputAtIndex(index, ${this.expression});
        }
      }`;
  }
}

import type { WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';

/**
 * One number from whole matrices in one dispatch of one workgroup: 256 partial results, then a tree.
 *
 * `maxAbs` compares the bits of |x| as unsigned integers, which orders NaN above infinity: shading languages may
 * assume that NaN never occurs, so a maximum of floats would lose it.
 */
export class ReduceProgram implements WebGPUProgram {
  readonly variableNames: string[];
  readonly workgroupSize: [number, number, number] = [256, 1, 1];
  readonly outputShape = [1, 1];
  readonly dispatchLayout = { x: [0, 1] };
  readonly uniforms = 'length : i32, s0 : f32, s1 : f32, ';
  readonly size = true;
  dispatch: [number, number, number] = [1, 1, 1];
  shaderKey: string;
  private readonly kind: Reduction;

  constructor(kind: Reduction) {
    this.kind = kind;
    this.variableNames = ['A', 'B', 'C'].slice(0, kind === 'errorNorm' ? 3 : 1);
    this.shaderKey = `reduce_${kind}`;
  }

  getUserCode(): string {
    const bits = this.kind === 'maxAbs';
    const type = bits ? 'u32' : 'f32';
    const { term, result } = formulas[this.kind];
    const join = (x: string, y: string) => (bits ? `max(${x}, ${y})` : `${x} + ${y}`);
    return `
      var<workgroup> partial : array<${type}, 256>;
      fn main(index : i32) {
        let lane = i32(localIndex);
        var sum : ${type} = ${bits ? '0u' : '0.0'};
        for (var i = lane; i < uniforms.length; i = i + 256) {
          sum = ${join('sum', term)};
        }
        partial[lane] = sum;
        workgroupBarrier();
        for (var half = 128; half > 0; half = half / 2) {
          if (lane < half) {
            partial[lane] = ${join('partial[lane]', 'partial[lane + half]')};
          }
          workgroupBarrier();
        }
        if (lane == 0) {
          setOutputAtIndex(0, ${result});
        }
      }`;
  }
}

export type Reduction = 'maxAbs' | 'sumSquares' | 'errorNorm';

const weighted = '(A[i] / (uniforms.s0 + uniforms.s1 * max(abs(B[i]), abs(C[i]))))';

const formulas: Record<Reduction, { readonly term: string; readonly result: string }> = {
  maxAbs: { term: '(bitcast<u32>(A[i]) & 0x7fffffffu)', result: 'bitcast<f32>(partial[0])' },
  sumSquares: { term: 'A[i] * A[i]', result: 'partial[0]' },
  errorNorm: {
    term: `${weighted} * ${weighted}`,
    result: 'sqrt(partial[0] / f32(uniforms.length))',
  },
};

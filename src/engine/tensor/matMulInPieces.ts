import type { Pause } from '../work/pause';
import type { Backend, MatMulOptions, Tensor } from './backend';

/** scale · op(a) op(b), resting where it takes long; a GPU does not keep the thread that asks it. */
export async function matMulInPieces(
  backend: Backend,
  a: Tensor,
  b: Tensor,
  options: MatMulOptions,
  pause: Pause,
): Promise<Tensor> {
  return (await backend.matMulInPieces?.(a, b, options, pause)) ?? backend.matMul(a, b, options);
}

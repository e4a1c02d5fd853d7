import type { Weights } from '../network/drawWeights';
import type { Quantity } from './quantity';

/** `motion` = ‖θ(T) − θ(0)‖/‖θ(0)‖ over all parameters, `motion.hidden` over W¹ … W^H and b, `motion.output` over a (MATH §3). */
export const motion: Quantity = {
  needs: { orders: [], training: { kernels: false }, probe: false },
  async compute(member) {
    const { last, divergedAt } = await member.training();
    if (divergedAt !== null) return { motion: null, 'motion.hidden': null, 'motion.output': null };
    const layers = layerMotion(member.initial, last);
    return {
      motion: relative(layers),
      'motion.hidden': relative(layers.slice(0, -1)),
      'motion.output': relative(layers.slice(-1)),
    };
  },
};

interface Squares {
  readonly moved: number;
  readonly start: number;
}

/** Σ (θ(T) − θ(0))² and Σ θ(0)² of every layer with its bias. */
function layerMotion(initial: Weights, last: Weights): Squares[] {
  return initial.weights.map((w, l) => {
    const b = initial.biases[l];
    const pairs = [[w, last.weights[l]], ...(b ? [[b, last.biases[l]!]] : [])];
    let [moved, start] = [0, 0];
    for (const [from, to] of pairs)
      for (let i = 0; i < from.length; i++) {
        moved += (to[i] - from[i]) * (to[i] - from[i]);
        start += from[i] * from[i];
      }
    return { moved, start };
  });
}

function relative(layers: readonly Squares[]): number {
  const sum = (of: keyof Squares): number => layers.reduce((total, layer) => total + layer[of], 0);
  return Math.sqrt(sum('moved') / sum('start'));
}

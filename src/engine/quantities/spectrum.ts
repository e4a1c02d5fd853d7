import type { Quantity } from './quantity';

/** `lambda.min`, `lambda.max` of the lazy c K/n at t₀. */
export const spectrum: Quantity = {
  needs: { orders: [], training: null, probe: false },
  async compute(member) {
    const values = await member.spectrum();
    return { 'lambda.min': values[values.length - 1], 'lambda.max': values[0] };
  },
};

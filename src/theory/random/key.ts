/** A key of the counter-based generator: two unsigned 32-bit words. */
export interface Key {
  readonly high: number;
  readonly low: number;
}

/** The key of a seed, 0 ≤ seed < 2³² (high word 0), as `jax.random.PRNGKey`. */
export function prngKey(seed: number): Key {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new RangeError(
      `seed must be an integer from 0 to 4294967295, got ${seed}; choose one in that range`,
    );
  }
  return { high: 0, low: seed };
}

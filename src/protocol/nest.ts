export type Nested = number | null | Nested[];

/** A flat row-major array as nested lists of the given shape; numbers that are not finite become null. */
export function nest(values: Float64Array, shape: readonly number[]): Nested[] {
  const [size, ...inner] = shape;
  const stride = inner.reduce((product, s) => product * s, 1);
  return Array.from({ length: size }, (_, i) =>
    inner.length === 0 ? finite(values[i]) : nest(values.subarray(i * stride, (i + 1) * stride), inner),
  );
}

export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

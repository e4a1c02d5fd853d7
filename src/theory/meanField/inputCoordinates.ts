/**
 * Coordinates [N, r] of N inputs [N, d] in an orthonormal basis of their span, r ≤ min(N, d): all inner products are kept, and a Gaussian
 * W¹ has independent entries in this basis too, so that no more than r columns of it are ever needed.
 */
export function inputCoordinates(x: Float64Array, d: number): { coordinates: Float64Array; r: number } {
  const N = x.length / d;
  const basis: Float64Array[] = [];
  const rows: number[][] = [];
  for (let i = 0; i < N; i++) {
    const rest = x.slice(i * d, (i + 1) * d);
    const size = dot(rest, rest);
    const row = basis.map((direction) => {
      const c = dot(rest, direction);
      for (let k = 0; k < d; k++) rest[k] -= c * direction[k];
      return c;
    });
    const left = dot(rest, rest);
    // Rounding of an input in the span leaves 1e-32 of its square.
    if (left > 1e-24 * size) {
      const length = Math.sqrt(left);
      basis.push(rest.map((value) => value / length));
      row.push(length);
    }
    rows.push(row);
  }
  const r = Math.max(1, basis.length);
  const coordinates = new Float64Array(N * r);
  rows.forEach((row, i) => {
    coordinates.set(row, i * r);
  });
  return { coordinates, r };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

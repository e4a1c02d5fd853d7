/**
 * A row of numbers known at knots of an index axis, read anywhere between them by the cubic through the four nearest
 * knots: error O(h⁴) where the rows are smooth in the index. Knots are pushed in ascending order.
 */
export class CubicTrack {
  private readonly positions: number[] = [];
  private readonly rows: Float64Array[] = [];

  push(position: number, row: Float64Array): void {
    this.positions.push(position);
    this.rows.push(row);
  }

  at(position: number): Float64Array {
    const exact = this.positions.indexOf(position);
    if (exact >= 0) return this.rows[exact].slice();
    const above = this.positions.findIndex((p) => p > position);
    const start = Math.max(0, Math.min(above - 2, this.positions.length - 4));
    const knots = this.positions.slice(start, start + 4);
    const weights = knots.map((knot) =>
      knots.reduce((w, other) => (other === knot ? w : (w * (position - other)) / (knot - other)), 1),
    );
    const out = new Float64Array(this.rows[start].length);
    weights.forEach((w, k) => {
      const row = this.rows[start + k];
      for (let i = 0; i < out.length; i++) out[i] += w * row[i];
    });
    return out;
  }
}

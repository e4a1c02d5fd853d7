/**
 * Inner products ⟨v_t[A], v_x[B]⟩ of the jets of one layer's vectors v (h^{ℓ−1} or δ^ℓ), t a training point and x
 * any point, by the orders a = |A|, b = |B|: value(t, A, x, B) = data[(t n^a + A) strideT + (x n^b + B) strideX].
 */
export interface GramTable {
  readonly data: Float64Array;
  readonly strideT: number;
  readonly strideX: number;
}

export class GramTables {
  private readonly tables = new Map<string, GramTable>();

  set(a: number, b: number, table: GramTable): void {
    this.tables.set(`${a},${b}`, table);
  }

  /** null where the inner product vanishes for every tuple (the jets of the inputs, of the output's δ = 1). */
  get(a: number, b: number): GramTable | null {
    return this.tables.get(`${a},${b}`) ?? null;
  }
}

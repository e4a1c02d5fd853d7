/**
 * out[r, :] = Σ_terms w_r Π_factors F[index_r, :]: every Leibniz, Faà di Bruno and rank-one sum of the jets in one
 * operation, so that a backend may fuse it (`Backend.gatherProducts`); here from gathers, products and sums.
 */
import type { Backend, ProductTerm, Tensor } from '../tensor/backend';

export function gatherProducts(backend: Backend, rows: number, terms: readonly ProductTerm[]): Tensor {
  if (backend.gatherProducts) return backend.gatherProducts(rows, terms);
  return backend.scope(() => {
    const parts = terms.map((term) => {
      let product: Tensor | null = null;
      for (const { tensor, index } of term.factors) {
        const factor = index ? backend.gatherRows(tensor, index) : tensor;
        product = product ? backend.mul(product, factor) : factor;
      }
      if (!product) throw new Error('gatherProducts: a term must have at least one factor');
      return term.weights ? backend.scaleRows(product, backend.upload(term.weights, rows, 1)) : product;
    });
    return backend.combine(
      parts,
      parts.map(() => 1),
    );
  });
}

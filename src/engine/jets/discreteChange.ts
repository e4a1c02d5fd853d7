/**
 * The change of the kernel over one gradient-descent step, by order of the step (HY eq. 29, corrected: MATH §5).
 *
 *   K(θ − η v̂) − K(θ) = Σ_{j ≥ 1} Δ_j,   Δ_j = ((−η)^j / j! n^j) Σ 𝒦^{(j+2)}(x, x′, x_{i₁} … x_{i_j}) g_{i₁} … g_{i_j}
 *
 * with 𝒦^{(r)} = ∇^{r−2} K^{(2)}(∇f, …, ∇f): plain higher derivatives, the vector fields are not differentiated. All
 * points act through the one direction Σ g_i ∇f(x_i) (learning-rate multipliers included), so Δ_j is the j-th Taylor
 * coefficient along a straight line and costs about j forward and backward passes.
 *
 * `step` is η times the lazy factor where there is one. Rows: N points, the n training points first. [N, n] each.
 */
import { fullPass } from '../network/backward';
import { gradient } from '../network/gradient';
import type { NetworkDefinition } from '../network/networkDefinition';
import type { NetworkState } from '../network/networkState';
import { stateFromList } from '../network/networkState';
import { noPause } from '../work/pause';
import type { Pause } from '../work/pause';
import type { Backend, ProductTerm, Tensor } from '../tensor/backend';
import { basePass } from './basePass';
import { gatherProducts } from './gatherProducts';
import { integerPartitions } from './integerPartitions';
import { Owned } from './owned';

export interface DiscreteChange {
  /** Δ_1 … Δ_orders, each [N, n]. */
  readonly terms: readonly Float64Array[];
}

export async function discreteChange(
  backend: Backend,
  definition: NetworkDefinition,
  parameters: NetworkState,
  x: Float64Array,
  g: Float64Array,
  step: number,
  orders: 1 | 2 | 3,
  pause: Pause = noPause,
): Promise<DiscreteChange> {
  const { layers, depth } = definition;
  const n = g.length;
  const N = x.length / layers[0].fanIn;
  const owned = new Owned(backend);
  const own = (f: () => Tensor): Tensor => owned.add(backend.scope(f));
  try {
    const inputs = owned.add(backend.upload(x, N, layers[0].fanIn));
    const direction = stateFromList(
      definition,
      backend
        .scope(() => {
          const train = backend.sliceRows(inputs, 0, n);
          const pass = fullPass(backend, definition, parameters, train);
          return gradient(backend, definition, pass, backend.upload(g, n, 1), -step);
        })
        .map((t) => owned.add(t)),
    );
    const base = await basePass(backend, definition, parameters, inputs, orders + 2, owned, pause);
    // Taylor coefficients by layer and order; null where they vanish. [N, m] each
    const pre: (Tensor | null)[][] = base.map(({ jet }) => [jet.pre]);
    const h: (Tensor | null)[][] = [[inputs], ...base.map(({ jet }) => [jet.h])];
    const slope: (Tensor | null)[][] = base.map(({ jet }) => [jet.slope]);
    const q: (Tensor | null)[][] = base.map(({ jet }) => [jet.q]);
    const delta: (Tensor | null)[][] = base.map(({ jet }) => [jet.delta]);
    const sum = (terms: readonly ProductTerm[]): Tensor | null =>
      terms.length === 0 ? null : own(() => gatherProducts(backend, N, terms));

    for (let j = 1; j <= orders; j++) {
      for (let l = 0; l < depth; l++) {
        const { forward, bias, skip } = layers[l];
        pre[l][j] = own(() => {
          const parts: Tensor[] = [];
          const straight = h[l][j] ?? null;
          const bent = h[l][j - 1] ?? null;
          if (straight) parts.push(backend.matMul(straight, parameters.weights[l], { scale: forward }));
          if (bent) parts.push(backend.matMul(bent, direction.weights[l], { scale: forward }));
          const below = skip ? (pre[l - 1][j] ?? null) : null;
          if (below) parts.push(below);
          const total = parts.length === 0 ? backend.zeros(N, layers[l].fanOut) : combineAll(backend, parts);
          const b = direction.biases[l];
          return j === 1 && b ? backend.addRow(total, b, bias) : total;
        });
        const compose = (shift: number): Tensor | null =>
          sum(
            integerPartitions(j).map((parts) => ({
              factors: [
                { tensor: base[l].derivatives[parts.length + shift], index: null },
                ...parts.map((part) => ({ tensor: pre[l][part] as Tensor, index: null })),
              ],
              weights: new Float64Array(N).fill(1 / repetitions(parts)),
            })),
          );
        h[l + 1][j] = compose(0);
        slope[l][j] = compose(1);
        const wait = pause();
        if (wait) await wait;
      }
      for (let l = depth - 1; l >= 0; l--) {
        const above = layers[l + 1];
        if (l === depth - 1) {
          q[l][j] =
            j === 1 ? own(() => broadcastRow(backend, direction.weights[depth], N, above.forward)) : null;
        } else {
          q[l][j] = own(() =>
            combineAll(
              backend,
              [
                [delta[l + 1][j], parameters.weights[l + 1]],
                [delta[l + 1][j - 1], direction.weights[l + 1]],
              ].map(([d, w]) =>
                backend.matMul(d as Tensor, w as Tensor, { transposeB: true, scale: above.forward }),
              ),
            ),
          );
        }
        const terms: ProductTerm[] = [];
        for (let i = 0; i <= j; i++) {
          const a = q[l][i];
          const b = slope[l][j - i];
          if (a && b)
            terms.push({
              factors: [
                { tensor: a, index: null },
                { tensor: b, index: null },
              ],
            });
        }
        const through = l < depth - 1 && above.skip ? delta[l + 1][j] : null;
        if (through) terms.push({ factors: [{ tensor: through, index: null }] });
        delta[l][j] = sum(terms);
        const wait = pause();
        if (wait) await wait;
      }
    }

    const changes = Array.from({ length: orders }, () => new Float64Array(N * n));
    for (let l = 0; l <= depth; l++) {
      const { forward, bias, rate } = layers[l];
      const hh = await seriesGram(backend, h[l], n, orders);
      const dd = l < depth ? await seriesGram(backend, delta[l], n, orders) : null;
      for (let j = 1; j <= orders; j++)
        for (let i = 0; i < N * n; i++) {
          let value = 0;
          for (let a = dd ? 0 : j; a <= j; a++)
            value += (forward * forward * hh[a][i] + (a === 0 ? bias * bias : 0)) * (dd ? dd[j - a][i] : 1);
          changes[j - 1][i] += rate * value;
        }
    }
    return { terms: changes };
  } finally {
    owned.free();
  }
}

/** Taylor coefficients of ⟨v_x, v_y⟩, y a training point. [orders + 1][N, n] */
async function seriesGram(
  backend: Backend,
  series: readonly (Tensor | null)[],
  n: number,
  orders: number,
): Promise<Float64Array[]> {
  const coefficients: Float64Array[] = [];
  for (let j = 0; j <= orders; j++) {
    const t = backend.scope(() => {
      const products: Tensor[] = [];
      for (let i = 0; i <= j; i++) {
        const a = series[i] ?? null;
        const b = series[j - i] ?? null;
        if (a && b) products.push(backend.gram(a, backend.sliceRows(b, 0, n)));
      }
      return products.length === 0
        ? backend.zeros((series[0] as Tensor).rows, n)
        : combineAll(backend, products);
    });
    coefficients.push(await backend.download(t));
    backend.dispose(t);
  }
  return coefficients;
}

function combineAll(backend: Backend, parts: readonly Tensor[]): Tensor {
  return backend.combine(
    parts,
    parts.map(() => 1),
  );
}

/** s column ᵀ on every one of N rows. */
function broadcastRow(backend: Backend, column: Tensor, N: number, s: number): Tensor {
  return backend.addRow(backend.zeros(N, column.rows), backend.reshape(column, 1, column.rows), s);
}

/** Π_p (number of times that p occurs)!: a power series' φ^{(k)} z_{p₁} … z_{p_k} is divided by it. */
function repetitions(parts: readonly number[]): number {
  let product = 1;
  let run = 0;
  parts.forEach((part, i) => {
    run = i > 0 && parts[i - 1] === part ? run + 1 : 1;
    product *= run;
  });
  return product;
}

import type { KinkMemory } from '../../protocol/run';
import { independentInverse } from '../../theory/linalg/independentInverse';
import type { Pass } from '../network/backward';
import { backward, fullPass } from '../network/backward';
import type { Forward } from '../network/forward';
import { forward } from '../network/forward';
import { stateFromList } from '../network/networkState';
import type { Tensor } from '../tensor/backend';
import type { PointGroup } from './dependentPoints';
import { Broyden } from './broyden';
import { dependentPoints } from './dependentPoints';
import type { GradientField } from './gradientField';
import { kinkInfluence, type Kink } from './kinkInfluence';
import { lossGradient } from './loss';
import { preActivationRates } from './preActivationRates';

/** A pre-activation this far on the wrong side has crossed: above the integrator's error, far below what an output shows. */
export const crossed = 1e-10;

/** A slope this share of the jump outside has left the kink: above its rounding error. */
const released = 1e-7;

/** Held pre-activations move slower than this share of the fastest one. */
const still = 1e-10;

/** Corrections of the slopes with one Jacobian before it is made anew, and how often that may happen. */
const [corrections, renewals] = [6, 4];

/** What a step does for every pre-activation besides products, in multiplications. */
const overhead = 20;

/** A step makes some fifty passes, the Jacobian of held neurons is made once. */
const passes = 50;

/** A Jacobian that needs more corrections than this is measured anew at the next step. */
const slow = 3;

interface Balance {
  /** With the slopes that hold. */
  readonly pass: Pass;
  readonly velocity: Tensor[];
  /** d pre/dt by layer. [n, m] each */
  readonly rates: readonly Tensor[];
  /** v of the held kinks. [q] */
  readonly shares: Float64Array;
  /** What a share adds to the speed of its pre-activation, up to a positive factor: both sides push onto the kink where it is negative. [q] */
  readonly effects: Float64Array;
  readonly inverse: Float64Array;
  /** Corrections that the search has made. */
  readonly made: number;
}

/**
 * On which side of its kink every pre-activation lies, for a φ that is linear on either side of 0. While no side changes the gradient flow
 * is smooth: its field is that of φ(pre) = s · pre with the slopes s of the sides, also a little beyond a kink. A pre-activation that the
 * fields of both sides push onto its kink stays there (Filippov's sliding motion) with the slope s between the two for which
 * d pre/dt = 0, and leaves when s passes one of the two. Every neuron has a slope of its own at every point, which is the limit of
 * smooth φ ever closer to the kinked one; where depth multiplies several of them Filippov's convex set is larger, and this is the
 * equivalent control of Utkin 1992.
 *
 * θ̇ is affine in the slopes for H = 1 and a sum of products of slopes of different layers beyond. They are found by Newton's
 * method with the Jacobian of `kinkInfluence`, rescaled to the present outputs and weights (exact for H = 1), and renewed when slow.
 * Source: Filippov 1988, "Differential equations with discontinuous righthand sides", §2.4.
 */
export class KinkPattern {
  /** φ′ on both sides, half-way between them, and half its jump. */
  private readonly above: number;
  private readonly below: number;
  private readonly middle: number;
  private readonly half: number;
  private readonly groups: readonly (readonly PointGroup[])[];
  /** Entries of the groups' representatives, ascending. */
  private readonly kinks: readonly number[];
  /** +1 and −1 by side, 0 where it is held: entry (ℓ n + i) m + j. [H, n, m] */
  private readonly sides: Int8Array;
  private readonly slopes: Float64Array;
  private uploaded: { readonly all: readonly Tensor[]; readonly free: readonly Tensor[] } | null = null;
  /** Held entries of representatives, ascending. */
  private held: readonly number[] = [];
  /** Where the search for their slopes starts: shares v of the way from the middle of both slopes to the one above (1) or below (−1). */
  private memory: Omit<KinkMemory, 'sides'> = {
    slopes: new Float64Array(0),
    rates: new Float64Array(0),
    since: 0,
    inverse: new Float64Array(0),
    work: 0,
  };
  /** The latest slopes found in the present attempt, and the most corrections that any took. */
  private recent: { readonly t: number; readonly shares: Float64Array } | null = null;
  private mostCorrections = 0;
  private readonly n: number;
  private readonly m: number;

  constructor(
    private readonly problem: GradientField,
    list: readonly Tensor[],
    remembered: KinkMemory | null = null,
  ) {
    const { backend, definition, full } = problem;
    const { activation, activationParam, width, depth } = definition;
    this.n = full.x.rows;
    this.m = width;
    const [below, above] = backend.scope(() =>
      this.read(
        backend.activation(activation, activationParam, 1, backend.upload(Float64Array.of(-1, 1), 1, 2)),
      ),
    );
    [this.above, this.below] = [above, below];
    this.middle = 0.5 * (above + below);
    this.half = 0.5 * (above - below);
    this.groups = dependentPoints(definition, this.read(full.x), this.n, below, above);
    const size = this.n * width;
    this.kinks = this.groups.flatMap((layer, l) =>
      layer.flatMap(({ points: [i] }) => Array.from({ length: width }, (_, j) => l * size + i * width + j)),
    );
    this.sides = remembered?.sides.slice() ?? new Int8Array(depth * size);
    if (remembered === null)
      backend.scope(() => {
        const { pre } = forward(backend, definition, stateFromList(definition, list), full.x);
        pre.forEach((layer, l) => {
          this.read(layer).forEach((z, e) => {
            this.sides[l * size + e] = z >= 0 ? 1 : -1;
          });
        });
      });
    else this.memory = remembered;
    this.slopes = Float64Array.from(this.sides, (side) => this.slopeOn(side));
    this.held = this.kinks.filter((e) => this.sides[e] === 0);
  }

  /** What a pattern needs to go on from here. */
  remember(): KinkMemory {
    return { ...this.memory, sides: this.sides.slice() };
  }

  /** θ̇ on this pattern; where neurons are held, with the slopes that hold them. */
  field(t: number, list: readonly Tensor[]): Tensor[] {
    const { problem, held } = this;
    if (held.length === 0) return problem.field(list, this.tensors.all);
    return problem.backend.scope(() => {
      const balance = this.balance(t, list);
      this.note(t, balance);
      return balance.velocity;
    });
  }

  /** The pass over the training set with the slopes of this pattern. */
  pass(t: number, list: readonly Tensor[]): Pass {
    const { problem, held } = this;
    const { backend, definition, full } = problem;
    const state = stateFromList(definition, list);
    if (held.length === 0) return fullPass(backend, definition, state, full.x, this.tensors.all);
    return backend.scope(() => {
      const { slopes } = this.withShares(this.balance(t, list).shares);
      return fullPass(backend, definition, state, full.x, slopes);
    });
  }

  /**
   * By how much every entry is beyond its side or its hold at θ, in units of what counts as crossing; ≤ 0 where it is not, −∞ for points that
   * follow others. [H, n, m]
   */
  excess(t: number, list: readonly Tensor[]): Float64Array {
    const { backend, definition, full } = this.problem;
    const { sides, kinks, held } = this;
    const excess = new Float64Array(sides.length).fill(-Infinity);
    backend.scope(() => {
      const balance = held.length > 0 ? this.balance(t, list) : null;
      if (balance !== null) this.note(t, balance);
      const pass =
        balance?.pass ??
        forward(backend, definition, stateFromList(definition, list), full.x, this.tensors.all);
      const size = this.n * this.m;
      const pre = pass.pre.map((layer) => this.read(layer));
      for (const e of kinks) {
        const l = Math.floor(e / size);
        if (sides[e] !== 0) excess[e] = (-sides[e] * pre[l][e - l * size]) / crossed - 1;
      }
      held.forEach((e, u) => {
        // Bounded and monotone where g passes 0: the slope that would hold has a pole there, and beyond it both sides push away.
        const share = Math.abs(balance!.shares[u]);
        excess[e] = (balance!.effects[u] < 0 ? (share - 1) / (share + 1) : 1) / released - 1;
      });
    });
    return excess;
  }

  /** Lets the kink be crossed, held or left, as the fields at θ say. */
  change(e: number, t: number, list: readonly Tensor[]): void {
    const side = this.sides[e];
    if (side === 0) {
      const { slopes, rates, since } = this.memory;
      const u = this.held.indexOf(e);
      this.settle(e, slopes[u] + rates[u] * (t - since) >= 0 ? 1 : -1);
      this.measure(t, list);
      return;
    }
    const arriving = this.rateAt(e, t, list);
    this.settle(e, -side);
    if (arriving * side < 0 && this.rateAt(e, t, list) * side > 0) {
      this.settle(e, 0);
      this.measure(t, list);
    }
  }

  /** What has been spent on steps and Jacobians, in multiplications of one forward pass a step. */
  get work(): number {
    return this.memory.work;
  }

  countStep(): void {
    const { n, m } = this;
    const { depth, layers } = this.problem.definition;
    const step = n * m * ((depth - 1) * m + layers[0].fanIn + overhead);
    this.memory = { ...this.memory, work: this.memory.work + step };
  }

  /** Forgets what an attempt has found, so that every attempt depends on its start alone. */
  attempt(): void {
    this.recent = null;
    this.mostCorrections = 0;
  }

  /** φ′ of a side, to the last bit: the pass is that of the activation itself. */
  private slopeOn(side: number): number {
    return side > 0 ? this.above : this.below;
  }

  /** Takes the slopes at θ(t) for the start of later searches, and what they have changed since the last time for their rates. */
  follow(t: number, list: readonly Tensor[]): void {
    if (this.held.length === 0) {
      this.memory = { ...this.memory, since: t };
      return;
    }
    if (this.mostCorrections > slow) this.measure(t, list);
    this.problem.backend.scope(() => {
      const { slopes, since } = this.memory;
      const { shares, inverse } = this.balance(t, list);
      const rates =
        t > since ? shares.map((share, u) => (share - slopes[u]) / (t - since)) : this.memory.rates;
      this.memory = { ...this.memory, slopes: shares, rates, since: t, inverse };
      this.recent = null;
    });
  }

  dispose(): void {
    if (this.uploaded !== null)
      for (const t of new Set([...this.uploaded.all, ...this.uploaded.free])) this.problem.backend.dispose(t);
    this.uploaded = null;
  }

  private kinkOf(e: number): Kink {
    const { n, m } = this;
    return { layer: Math.floor(e / (n * m)), point: Math.floor(e / m) % n, neuron: e % m };
  }

  /** The entries that meet their kink with e: e itself first. */
  private members(e: number): { readonly entry: number; readonly point: number; readonly ratio: number }[] {
    const { n, m } = this;
    const { layer, point, neuron } = this.kinkOf(e);
    const { points, ratios } = this.groups[layer].find(({ points: [first] }) => first === point)!;
    return points.map((i, k) => ({ entry: (layer * n + i) * m + neuron, point: i, ratio: ratios[k] }));
  }

  private settle(e: number, side: number): void {
    for (const { entry, ratio } of this.members(e)) {
      this.sides[entry] = Math.sign(ratio) * side;
      this.slopes[entry] = this.slopeOn(this.sides[entry]);
    }
    this.dispose();
    const before = this.held;
    const held = before.filter((h) => h !== e);
    if (side === 0) held.push(e);
    this.held = held.sort((a, b) => a - b);
    if (held.length === before.length) return;
    const kept = (values: Float64Array) =>
      Float64Array.from(this.held, (h) => (before.includes(h) ? values[before.indexOf(h)] : 0));
    const { slopes, rates } = this.memory;
    const inverse = new Float64Array(0);
    this.memory = { ...this.memory, slopes: kept(slopes), rates: kept(rates), inverse };
    this.recent = null;
  }

  /** Measures anew how the held kinks influence one another. */
  private measure(t: number, list: readonly Tensor[]): void {
    const q = this.held.length;
    const work = this.memory.work + (q * q * (q + this.m * this.problem.definition.depth)) / passes;
    this.memory = { ...this.memory, inverse: this.inverseAt(list, this.guess(t)), work };
  }

  private note(t: number, { shares, made }: Balance): void {
    this.recent = { t, shares };
    this.mostCorrections = Math.max(this.mostCorrections, made);
  }

  private guess(t: number): Float64Array {
    const { slopes, rates, since } = this.memory;
    const { recent } = this;
    if (recent !== null && recent.t !== since && recent.shares.length === slopes.length)
      return slopes.map(
        (slope, u) => slope + ((recent.shares[u] - slope) * (t - since)) / (recent.t - since),
      );
    return slopes.map((slope, u) => slope + rates[u] * (t - since));
  }

  /** d pre/dt of one entry. */
  private rateAt(e: number, t: number, list: readonly Tensor[]): number {
    const { layer } = this.kinkOf(e);
    const size = this.n * this.m;
    return this.problem.backend.scope(() => this.read(this.balance(t, list).rates[layer])[e - layer * size]);
  }

  /** The slopes that keep every held pre-activation where it is, and θ̇ with them. Call inside a scope. */
  private balance(t: number, list: readonly Tensor[]): Balance {
    const { problem, held, n, m } = this;
    const { backend, definition, full, rule } = problem;
    const state = stateFromList(definition, list);
    const there = forward(backend, definition, state, full.x, this.tensors.all);
    const g = this.read(lossGradient(backend, rule.loss, there.f, full.offset, full.y));
    const weights = state.weights.map((w) => this.read(w));
    const shares = this.guess(t);
    let { inverse } = this.memory;
    let search: Broyden | null = null;
    for (let made = 0, renewed = 0; ; made++) {
      const { slopes } = this.withShares(shares);
      const bent = { ...there, slope: slopes };
      const pass = { ...bent, delta: backward(backend, definition, state, bent) };
      const velocity = problem.velocity(state, pass, full, 1);
      const moving = stateFromList(definition, velocity);
      const rates = preActivationRates(backend, definition, state, moving, there, this.tensors.free);
      const values = rates.map((t) => this.read(t));
      const off = Float64Array.from(held, (e) => {
        const { layer } = this.kinkOf(e);
        return values[layer][e - layer * n * m];
      });
      const last = renewed === renewals && made === corrections;
      if (largest(off) <= still * Math.max(...values.map(largest)) || last) {
        const effects = this.effects(g, weights, pass);
        return { pass, velocity, rates, shares, effects, inverse, made: made + renewed * corrections };
      }
      if (made === corrections) {
        inverse = this.inverseAt(list, shares);
        search = null;
        renewed++;
        made = 0;
      }
      search ??= new Broyden(inverse, this.effects(g, weights, pass));
      const step = search.next(off);
      for (let u = 0; u < held.length; u++) shares[u] += step[u];
    }
  }

  /** −(lazy/n) Σ g back |ρ| (half the jump) over the members of every held kink: ∂θ̇/∂(share), up to the influence of the kink. [q] */
  private effects(g: Float64Array, weights: readonly Float64Array[], pass: Pass): Float64Array {
    const { n, m, half, held } = this;
    const { layers, depth, lazyFactor } = this.problem.definition;
    const delta = pass.delta.map((t, l) => (l > 0 && held[0] < l * n * m ? this.read(t) : null));
    return Float64Array.from(held, (e) => {
      const { layer, neuron } = this.kinkOf(e);
      const { forward: c, fanOut } = layers[layer + 1];
      const above = layer === depth - 1 ? null : delta[layer + 1];
      const w = weights[layer + 1];
      let effect = 0;
      for (const { point, ratio } of this.members(e)) {
        let back = 0;
        for (let j = 0; j < fanOut; j++)
          back += w[neuron * fanOut + j] * (above === null ? 1 : above[point * m + j]);
        effect -= (lazyFactor / n) * g[point] * c * back * Math.abs(ratio) * half;
      }
      return effect;
    });
  }

  /** Slopes with these shares at the held kinks. Call inside a scope. */
  private withShares(shares: Float64Array): { readonly slopes: readonly Tensor[] } {
    const { n, m, held, middle, half } = this;
    const layers = this.tensors.all.slice();
    const changed = new Map<number, Float64Array>();
    const size = n * m;
    held.forEach((e, u) => {
      const { layer } = this.kinkOf(e);
      const values = changed.get(layer) ?? this.slopes.slice(layer * size, (layer + 1) * size);
      changed.set(layer, values);
      for (const { entry, ratio } of this.members(e))
        values[entry - layer * size] = middle + Math.sign(ratio) * shares[u] * half;
    });
    for (const [l, values] of changed) layers[l] = this.problem.backend.upload(values, n, m);
    return { slopes: layers };
  }

  private inverseAt(list: readonly Tensor[], shares: Float64Array): Float64Array {
    const { backend, definition, full } = this.problem;
    return backend.scope(() => {
      const state = stateFromList(definition, list);
      const there: Forward = forward(backend, definition, state, full.x, this.tensors.all);
      const { slopes } = this.withShares(shares);
      const kinks = this.held.map((e) => this.kinkOf(e));
      const influence = kinkInfluence(backend, definition, state, there, kinks, slopes, this.tensors.free);
      return independentInverse(influence, kinks.length);
    });
  }

  /** Slopes by layer, `free` with 0 where a neuron is held. */
  private get tensors(): NonNullable<KinkPattern['uploaded']> {
    if (this.uploaded !== null) return this.uploaded;
    const { n, m, problem, sides, slopes } = this;
    const { backend } = problem;
    const size = n * m;
    const upload = (values: Float64Array) => backend.keep(backend.upload(values, n, m));
    const all: Tensor[] = [];
    const free: Tensor[] = [];
    for (let l = 0; l < problem.definition.depth; l++) {
      const layer = slopes.slice(l * size, (l + 1) * size);
      const here = sides.subarray(l * size, (l + 1) * size);
      all.push(upload(layer));
      free.push(here.includes(0) ? upload(layer.map((s, e) => (here[e] === 0 ? 0 : s))) : all[l]);
    }
    this.uploaded = { all, free };
    return this.uploaded;
  }

  private read(t: Tensor): Float64Array {
    const values = this.problem.backend.peek(t);
    if (values === null) throw new Error('kinks are located on backends whose numbers are at hand');
    return values.slice();
  }
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}

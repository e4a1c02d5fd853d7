import { exp } from '../elementary/exp';
import { normalGrid } from '../quadrature/normalGrid';
import { sineOfGap } from './correlationGap';
import { decades, maximumBandwidth } from './bandwidth';

/**
 * E[g(u)g(v)] as a double sum over one square lattice, each g(√q_i z) tabulated once. The density of (z, z′) is a product
 * of a function of z + z′ and one of z − z′, both tables; only the band |z − z′| ≤ 13 √(1 − c) counts. c < 0 is mirrored.
 */
export class LatticeSums {
  private readonly step: number;
  private readonly half: number;
  private readonly thinnest: number;
  private readonly tables = new Map<number, Float64Array>();

  constructor(
    private readonly g: (u: number) => number,
    private readonly q: Float64Array,
    bandwidth: number,
  ) {
    this.step = (2 * 3.141592653589793) / (2.5 * bandwidth + 9);
    this.half = Math.floor(9 / this.step) + 1;
    // The band's spectrum e^{−(1−c)ω²} has fallen to 1e-15 at ω = 6/√(1 − c); the lattice has 1.5 bandwidths to spare.
    const thinnest = 6 / (1.5 * bandwidth + 9);
    this.thinnest = thinnest * thinnest;
  }

  reaches(gap: number): boolean {
    return Math.min(gap, 2 - gap) >= this.thinnest;
  }

  sum(first: number, second: number, gap: number): number {
    const { step, half } = this;
    const size = 2 * half;
    const near = Math.min(gap, 2 - gap);
    const far = 2 - near;
    const band = Math.min(size - 1, Math.floor((12.9 * Math.sqrt(near)) / step));
    const across = new Float64Array(2 * band + 1);
    for (let b = 0; b <= band; b++) {
      across[band - b] = exp((-b * b * step * step) / (4 * near));
      across[band + b] = across[band - b];
    }
    // z_j + z_l = (j + l + 1 − size) h.
    const along = new Float64Array(2 * size);
    for (let a = 0; a < 2 * size; a++) {
      const at = (a + 1 - size) * step;
      along[a] = exp((-at * at) / (4 * far));
    }
    const left = this.table(first);
    const straight = this.table(second);
    const right = gap > 1 ? straight.slice().reverse() : straight;
    let total = 0;
    for (let j = 0; j < size; j++) {
      const end = Math.min(size - 1, j + band);
      let row = 0;
      for (let l = Math.max(0, j - band); l <= end; l++) {
        row += along[j + l] * across[l - j + band] * right[l];
      }
      total += left[j] * row;
    }
    return (total * step * step) / (2 * 3.141592653589793 * Math.sqrt(near * far));
  }

  /** g(√q_i z_j), z_j = (j + ½ − half) h. */
  private table(i: number): Float64Array {
    let samples = this.tables.get(i);
    if (samples === undefined) {
      const scale = Math.sqrt(this.q[i]) * this.step;
      samples = new Float64Array(2 * this.half);
      for (let j = 0; j < samples.length; j++) samples[j] = this.g(scale * (j + 0.5 - this.half));
      this.tables.set(i, samples);
    }
    return samples;
  }
}

/**
 * E[g(u)g(v)] as a double sum, u = √q z, v = √r (c z + s z′): the inner rule thins out with s = √(1 − c²), because the
 * inner function has the bandwidth s times that of the outer one. For wide pairs near c = ±1.
 */
export function conditionalSum(
  g: (u: number) => number,
  strip: number,
  q: number,
  r: number,
  gap: number,
): number {
  const c = 1 - gap;
  const s = sineOfGap(gap);
  const widest = (decades / strip) * Math.sqrt(Math.max(q, r));
  const outer = normalGrid(Math.min(maximumBandwidth, widest));
  const inner = normalGrid(Math.min(maximumBandwidth, widest * s));
  const scale = Math.sqrt(q);
  const mean = Math.sqrt(r) * c;
  const spread = Math.sqrt(r) * s;
  let total = 0;
  for (let j = 0; j < outer.z.length; j++) {
    let right = 0;
    let left = 0;
    for (let l = 0; l < inner.z.length; l++) {
      const shift = spread * inner.z[l];
      right += inner.w[l] * (g(mean * outer.z[j] + shift) + g(mean * outer.z[j] - shift));
      left += inner.w[l] * (g(shift - mean * outer.z[j]) + g(-shift - mean * outer.z[j]));
    }
    total += outer.w[j] * (g(scale * outer.z[j]) * right + g(-scale * outer.z[j]) * left);
  }
  return total;
}

/** Shares of a step at which its course is looked at: a cubic goes through them. */
const nodes = [0, 1 / 3, 2 / 3, 1];

/** Parts of the way from one node to the next in which the polynomial is looked at. */
const parts = 8;

/** An excess of a crossing that is found: late enough to count, early enough not to be seen. */
const aim = 0.5;

/** Looks at the true course before the search gives up, and after how many of them the bracket is halved. */
const [looks, patience] = [60, 3];

export interface Crossing {
  readonly t: number;
  /** Indices of what has crossed. */
  readonly where: readonly number[];
}

/**
 * The first time in [start, end] at which an excess is positive, to the point where none is more than 1. Every entry is sampled at the nodes
 * and interpolated between them, so that one that crosses and comes back is found too; the polynomials lead to the time, corrected by
 * what is found there. Excesses are negative at `start` but for entries that are late.
 */
export function firstCrossing(
  start: number,
  end: number,
  excessAt: (t: number) => Float64Array,
  enough: number,
): Crossing | null {
  const time = (share: number) => (share === 1 ? end : start + share * (end - start));
  const samples = nodes.map((share) => excessAt(time(share)));
  const course = new Course(samples);
  for (let k = 1; k < nodes.length; k++) {
    const from = nodes[k - 1];
    const likely = course.firstPositive(from, nodes[k]);
    for (const share of likely === null || likely === nodes[k] ? [nodes[k]] : [likely, nodes[k]]) {
      const excess = share === nodes[k] ? samples[k] : excessAt(time(share));
      if (share !== nodes[k]) course.correct(share, excess);
      if (largest(excess) > 0)
        return narrowed(from, share, excess, course, (s) => excessAt(time(s)), time, enough);
    }
  }
  return null;
}

function narrowed(
  from: number,
  to: number,
  atEnd: Float64Array,
  course: Course,
  excessAt: (share: number) => Float64Array,
  time: (share: number) => number,
  enough: number,
): Crossing {
  let [before, after] = [from, to];
  let excess = atEnd;
  for (let look = 1; look < looks && time(after) - time(before) > enough && largest(excess) > 1; look++) {
    const likely = look % patience === 0 ? null : course.firstPositive(before, after);
    const share = likely !== null && likely > before && likely < after ? likely : 0.5 * (before + after);
    const there = excessAt(share);
    course.correct(share, there);
    if (largest(there) > 0) [after, excess] = [share, there];
    else before = share;
  }
  return { t: time(after), where: positive(excess) };
}

/** What the samples say of every entry that may cross: polynomials through them, shifted to what has been found since. */
class Course {
  private readonly suspects: readonly number[];
  private readonly shifts: Float64Array;

  constructor(private readonly samples: readonly Float64Array[]) {
    this.suspects = nearZero(samples);
    this.shifts = new Float64Array(this.suspects.length);
  }

  correct(share: number, found: Float64Array): void {
    const weights = lagrange(share);
    this.suspects.forEach((e, s) => {
      this.shifts[s] = found[e] - this.polynomial(e, weights);
    });
  }

  /** The first share in (from, to] at which one of the polynomials reaches `aim`, or null. */
  firstPositive(from: number, to: number): number | null {
    const grid = Array.from({ length: parts }, (_, i) => from + ((i + 1) * (to - from)) / parts);
    const weights = grid.map(lagrange);
    let first: number | null = null;
    this.suspects.forEach((e, s) => {
      const k = weights.findIndex((w) => this.polynomial(e, w) + this.shifts[s] > aim);
      if (k < 0 || (first !== null && (k === 0 ? from : grid[k - 1]) >= first)) return;
      let [low, high] = [k === 0 ? from : grid[k - 1], grid[k]];
      for (let i = 0; i < 50; i++) {
        const middle = 0.5 * (low + high);
        if (this.polynomial(e, lagrange(middle)) + this.shifts[s] > aim) high = middle;
        else low = middle;
      }
      if (first === null || high < first) first = high;
    });
    return first;
  }

  private polynomial(e: number, weights: readonly number[]): number {
    let sum = 0;
    for (let i = 0; i < nodes.length; i++) sum += weights[i] * this.samples[i][e];
    return sum;
  }
}

/** Entries that come closer to 0 than half of what they vary by. */
function nearZero(samples: readonly Float64Array[]): number[] {
  const near: number[] = [];
  for (let e = 0; e < samples[0].length; e++) {
    let high = -Infinity;
    let low = Infinity;
    for (const values of samples) {
      high = Math.max(high, values[e]);
      low = Math.min(low, values[e]);
    }
    if (low > -Infinity && high > -0.5 * (high - low)) near.push(e);
  }
  return near;
}

/** Weights of the samples in the polynomial at a share of the step. */
function lagrange(share: number): number[] {
  return nodes.map((own, i) =>
    nodes.reduce((w, other, k) => (k === i ? w : (w * (share - other)) / (own - other)), 1),
  );
}

function largest(values: Float64Array): number {
  let most = -Infinity;
  for (const value of values) if (value > most) most = value;
  return most;
}

function positive(values: Float64Array): number[] {
  const found: number[] = [];
  values.forEach((value, e) => {
    if (value > 0) found.push(e);
  });
  return found;
}

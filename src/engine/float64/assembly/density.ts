/**
 * The loops of `theory/density/densityKernels`, two cells at a time. Every operation is the plain one's, in its order, so that the bits are the
 * same: − is not turned around, nothing is contracted, and a limiter that is not taken is masked to 0.
 */

/** Cells at a time, so that what is added to stays in the first-level cache. */
const block: usize = 512 * 8;

/** out_i = Σ_k values_ik (plus_k − minus_k), the even k in one lane and the odd ones in the other. */
export function densitySums(out: usize, values: usize, plus: usize, minus: usize, n: i32, size: i32): void {
  const bytes: usize = (<usize>size) << 3;
  const even: usize = bytes & ~15;
  for (let i = 0; i < n; i += 4) {
    // Where there are fewer than four, the last again.
    const a = values + bytes * <usize>i;
    const b = values + bytes * <usize>min(i + 1, n - 1);
    const c = values + bytes * <usize>min(i + 2, n - 1);
    const d = values + bytes * <usize>min(i + 3, n - 1);
    let sumA = f64x2.splat(0);
    let sumB = sumA;
    let sumC = sumA;
    let sumD = sumA;
    for (let k: usize = 0; k < even; k += 16) {
      const mass = f64x2.sub(v128.load(plus + k), v128.load(minus + k));
      sumA = f64x2.add(sumA, f64x2.mul(v128.load(a + k), mass));
      sumB = f64x2.add(sumB, f64x2.mul(v128.load(b + k), mass));
      sumC = f64x2.add(sumC, f64x2.mul(v128.load(c + k), mass));
      sumD = f64x2.add(sumD, f64x2.mul(v128.load(d + k), mass));
    }
    const mass = even < bytes ? load<f64>(plus + even) - load<f64>(minus + even) : 0;
    const last = even < bytes ? even : 0;
    const at = out + ((<usize>i) << 3);
    store<f64>(at, sumOf(sumA, load<f64>(a + last) * mass));
    if (i + 1 < n) store<f64>(at, sumOf(sumB, load<f64>(b + last) * mass), 8);
    if (i + 2 < n) store<f64>(at, sumOf(sumC, load<f64>(c + last) * mass), 16);
    if (i + 3 < n) store<f64>(at, sumOf(sumD, load<f64>(d + last) * mass), 24);
  }
}

/** Both lanes, the last cell of an odd number in the first. */
function sumOf(lanes: v128, rest: f64): f64 {
  return f64x2.extract_lane(lanes, 0) + rest + f64x2.extract_lane(lanes, 1);
}

/** S = Σ_i w_i values_i in the order of i: up = base + S, down = base − S. */
export function densityPotentials(
  up: usize,
  down: usize,
  values: usize,
  weights: usize,
  base: usize,
  n: i32,
  size: i32,
): void {
  const bytes: usize = (<usize>size) << 3;
  memory.fill(up, 0, bytes);
  for (let from: usize = 0; from < bytes; from += block) {
    const end = min(from + block, bytes);
    const even = from + ((end - from) & ~15);
    for (let i = 0; i < n; i += 4) {
      const row = values + bytes * <usize>i;
      if (i + 4 <= n) addFour(up, row, bytes, weights + ((<usize>i) << 3), from, even, end);
      else
        for (let r = i; r < n; r++)
          addOne(up, values + bytes * <usize>r, load<f64>(weights + ((<usize>r) << 3)), from, even, end);
    }
    for (let k = from; k < even; k += 16) {
      const sum = v128.load(up + k);
      const rest = v128.load(base + k);
      v128.store(down + k, f64x2.sub(rest, sum));
      v128.store(up + k, f64x2.add(rest, sum));
    }
    if (even < end) {
      const sum = load<f64>(up + even);
      const rest = load<f64>(base + even);
      store<f64>(down + even, rest - sum);
      store<f64>(up + even, rest + sum);
    }
  }
}

function addFour(
  up: usize,
  row: usize,
  bytes: usize,
  weights: usize,
  from: usize,
  even: usize,
  end: usize,
): void {
  const a = row;
  const b = a + bytes;
  const c = b + bytes;
  const d = c + bytes;
  const weightA = v128.load_splat<f64>(weights);
  const weightB = v128.load_splat<f64>(weights, 8);
  const weightC = v128.load_splat<f64>(weights, 16);
  const weightD = v128.load_splat<f64>(weights, 24);
  for (let k = from; k < even; k += 16) {
    let sum = f64x2.add(v128.load(up + k), f64x2.mul(weightA, v128.load(a + k)));
    sum = f64x2.add(sum, f64x2.mul(weightB, v128.load(b + k)));
    sum = f64x2.add(sum, f64x2.mul(weightC, v128.load(c + k)));
    v128.store(up + k, f64x2.add(sum, f64x2.mul(weightD, v128.load(d + k))));
  }
  if (even < end) {
    let sum = load<f64>(up + even) + load<f64>(weights) * load<f64>(a + even);
    sum += load<f64>(weights, 8) * load<f64>(b + even);
    sum += load<f64>(weights, 16) * load<f64>(c + even);
    store<f64>(up + even, sum + load<f64>(weights, 24) * load<f64>(d + even));
  }
}

function addOne(up: usize, row: usize, weight: f64, from: usize, even: usize, end: usize): void {
  const factor = f64x2.splat(weight);
  for (let k = from; k < even; k += 16)
    v128.store(up + k, f64x2.add(v128.load(up + k), f64x2.mul(factor, v128.load(row + k))));
  if (even < end) store<f64>(up + even, load<f64>(up + even) + weight * load<f64>(row + even));
}

/** The largest |difference| of neighbours in a row, and of neighbours in a column, their sum. */
export function densitySteepest(potential: usize, rows: i32, cells: i32): f64 {
  const rowBytes: usize = (<usize>cells) << 3;
  let along: f64 = 0;
  for (let r = 0; r < rows; r++) {
    const row = potential + rowBytes * <usize>r;
    along = max(along, largestDifference(row, row + 8, rowBytes - 8));
  }
  return along + largestDifference(potential, potential + rowBytes, rowBytes * <usize>(rows - 1));
}

function largestDifference(a: usize, b: usize, bytes: usize): f64 {
  const even: usize = bytes & ~15;
  let most = f64x2.splat(0);
  for (let k: usize = 0; k < even; k += 16)
    most = f64x2.pmax(most, f64x2.abs(f64x2.sub(v128.load(b + k), v128.load(a + k))));
  const largest = max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
  return even < bytes ? max(largest, abs(load<f64>(b + even) - load<f64>(a + even))) : largest;
}

/**
 * One stage of Heun's method: out = mass + dt · rate(mass), or, in the second, out = ½ (out + mass + dt · rate(mass)), rate by
 * `transportRates` of theory/density/transport. `scratch` holds 3 cells + 1 numbers: zeros, the fluxes through the faces of a row, those from
 * the row before.
 */
export function densityStage(
  out: usize,
  mass: usize,
  potential: usize,
  scratch: usize,
  rows: i32,
  cells: i32,
  perSquare: f64,
  spread: f64,
  dt: f64,
  second: bool,
): void {
  const rowBytes: usize = (<usize>cells) << 3;
  const zeros = scratch;
  const entering = zeros + rowBytes;
  const faces = entering + rowBytes;
  memory.fill(scratch, 0, 3 * rowBytes + 8);
  for (let r = 0; r < rows; r++) {
    const offset = rowBytes * <usize>r;
    const row = mass + offset;
    const height = potential + offset;
    fluxesAlong(faces, row, height, rowBytes, perSquare, spread);
    const isLast = r + 1 === rows;
    const before = r > 0 ? row - rowBytes : zeros;
    const next = isLast ? zeros : row + rowBytes;
    const after = r + 2 < rows ? next + rowBytes : zeros;
    const nextHeight = height + rowBytes;
    const even: usize = rowBytes & ~15;
    for (let k: usize = 0; k < even; k += 16) {
      const here = v128.load(row + k);
      const leaving = isLast
        ? f64x2.splat(0)
        : flux(
            f64x2.mul(f64x2.sub(v128.load(height + k), v128.load(nextHeight + k)), f64x2.splat(perSquare)),
            f64x2.splat(spread),
            v128.load(before + k),
            here,
            v128.load(next + k),
            v128.load(after + k),
          );
      let rate = f64x2.sub(v128.load(faces + k), v128.load(faces + k, 8));
      rate = f64x2.sub(f64x2.add(rate, v128.load(entering + k)), leaving);
      v128.store(entering + k, leaving);
      const change = f64x2.mul(f64x2.splat(dt), rate);
      const at = out + offset + k;
      v128.store(
        at,
        second
          ? f64x2.mul(f64x2.splat(0.5), f64x2.add(f64x2.add(v128.load(at), here), change))
          : f64x2.add(here, change),
      );
    }
    if (even < rowBytes) {
      const here = load<f64>(row + even);
      const leaving = isLast
        ? 0
        : single(
            (load<f64>(height + even) - load<f64>(nextHeight + even)) * perSquare,
            spread,
            load<f64>(before + even),
            here,
            load<f64>(next + even),
            load<f64>(after + even),
          );
      const rate =
        load<f64>(faces + even) - load<f64>(faces + even, 8) + load<f64>(entering + even) - leaving;
      store<f64>(entering + even, leaving);
      const at = out + offset + even;
      store<f64>(at, second ? 0.5 * (load<f64>(at) + here + dt * rate) : here + dt * rate);
    }
  }
}

/** What flows from each cell of a row into the next, from `faces` + 8 on; nothing through both ends. */
function fluxesAlong(
  faces: usize,
  row: usize,
  height: usize,
  rowBytes: usize,
  perSquare: f64,
  spread: f64,
): void {
  let k: usize = 0;
  if (rowBytes > 8) {
    faceAlong(faces, row, height, rowBytes, 0, perSquare, spread);
    k = 8;
  }
  for (; k + 32 <= rowBytes; k += 16) {
    const speed = f64x2.mul(
      f64x2.sub(v128.load(height + k), v128.load(height + k, 8)),
      f64x2.splat(perSquare),
    );
    v128.store(
      faces + k,
      flux(
        speed,
        f64x2.splat(spread),
        v128.load(row + k - 8),
        v128.load(row + k),
        v128.load(row + k, 8),
        v128.load(row + k, 16),
      ),
      8,
    );
  }
  for (; k + 8 < rowBytes; k += 8) faceAlong(faces, row, height, rowBytes, k, perSquare, spread);
}

/** One of them, beside the border. */
function faceAlong(
  faces: usize,
  row: usize,
  height: usize,
  rowBytes: usize,
  k: usize,
  perSquare: f64,
  spread: f64,
): void {
  const farLeft = k > 0 ? load<f64>(row + k - 8) : 0;
  const farRight = k + 16 < rowBytes ? load<f64>(row + k, 16) : 0;
  const speed = (load<f64>(height + k) - load<f64>(height + k, 8)) * perSquare;
  store<f64>(
    faces + k,
    single(speed, spread, farLeft, load<f64>(row + k), load<f64>(row + k, 8), farRight),
    8,
  );
}

/** `fluxThrough` of theory/density/transport. */
function flux(speed: v128, spread: v128, farLeft: v128, left: v128, right: v128, farRight: v128): v128 {
  const forwards = f64x2.gt(speed, f64x2.splat(0));
  const middle = f64x2.sub(right, left);
  const a = v128.bitselect(f64x2.sub(left, farLeft), middle, forwards);
  const b = v128.bitselect(middle, f64x2.sub(farRight, right), forwards);
  const product = f64x2.mul(a, b);
  const slope = v128.and(f64x2.div(product, f64x2.add(a, b)), f64x2.gt(product, f64x2.splat(0)));
  const face = v128.bitselect(f64x2.add(left, slope), f64x2.sub(right, slope), forwards);
  return f64x2.sub(f64x2.mul(speed, face), f64x2.mul(spread, middle));
}

/** The same of one face. */
function single(speed: f64, spread: f64, farLeft: f64, left: f64, right: f64, farRight: f64): f64 {
  return f64x2.extract_lane(
    flux(
      f64x2.splat(speed),
      f64x2.splat(spread),
      f64x2.splat(farLeft),
      f64x2.splat(left),
      f64x2.splat(right),
      f64x2.splat(farRight),
    ),
    0,
  );
}

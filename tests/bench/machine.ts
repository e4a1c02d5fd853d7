/**
 * What times are measured against, so that two machines can be compared: the processor's name, its clock as measured, and a fixed
 * loop of plain JavaScript timed in the same run.
 */
import { cpus } from 'node:os';

/** Least seconds of many calls, so that a busy machine disturbs it little. */
function leastSeconds(f: () => void, milliseconds = 300): number {
  let least = Infinity;
  for (const end = performance.now() + milliseconds; performance.now() < end;) {
    const from = performance.now();
    f();
    least = Math.min(least, performance.now() - from);
  }
  return least / 1000;
}

let sink = 0;

/** Six operations of one cycle each, every one waiting for the one before: what a shift and an exclusive or take on any processor. */
function xorshift(steps: number): void {
  let x = 2463534242 | sink;
  for (let i = 0; i < steps; i++) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
  }
  sink ^= x & 1;
}

const size = 128;
const left = Float64Array.from({ length: size * size }, (_, i) => Math.fround(1 / (1 + i)));
const right = left.slice().reverse();
const out = new Float64Array(size * size);

/** The reference loop: one product of 128 × 128 matrices in three plain loops, 2 · 128³ operations. */
function referenceLoop(): void {
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += left[i * size + k] * right[k * size + j];
      out[i * size + j] = sum;
    }
}

export interface Machine {
  readonly model: string;
  readonly cores: number;
  /** Clock in GHz while measuring, from a chain of dependent operations. */
  readonly gigahertz: number;
  /** Seconds of the reference loop. */
  readonly loop: number;
}

export function measureMachine(): Machine {
  const steps = 200_000;
  return {
    model: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: cpus().length,
    gigahertz: (6 * steps) / leastSeconds(() => xorshift(steps)) / 1e9,
    loop: leastSeconds(referenceLoop),
  };
}

export function machineLine({ model, cores, gigahertz, loop }: Machine): string {
  const gigaflops = (2 * size ** 3) / loop / 1e9;
  return `${model}, ${cores} cores, about ${gigahertz.toFixed(2)} GHz; one reference loop (plain 128³ product) is ${(loop * 1e3).toFixed(2)} ms, ${gigaflops.toFixed(2)} GFLOP/s`;
}

/** A time in reference loops of the same run: what can be compared from one machine to another. */
export function inLoops(milliseconds: number, { loop }: Machine): string {
  const loops = milliseconds / 1000 / loop;
  return `${loops < 10 ? loops.toPrecision(2) : loops.toFixed(0)} loops`;
}

import { tanh } from '../elementary/tanh';
import { foldIn } from '../random/foldIn';
import { normal } from '../random/normal';
import type { Key } from '../random/key';

/** Neurons of the teacher: twice FDZ's four, enough that no student of width 4 can copy it. */
export const teacherNeurons = 8;

export interface Teacher {
  /** Row-major [d, 8]. */
  readonly inner: Float64Array;
  readonly outer: Float64Array;
  readonly d: number;
}

/** A teacher for inputs in ℝᵈ: inner weights from fold_in(key, 0), outer from fold_in(key, 1), all N(0, 1). */
export function drawTeacher(key: Key, d: number): Teacher {
  return {
    inner: normal(foldIn(key, 0), d * teacherNeurons),
    outer: normal(foldIn(key, 1), teacherNeurons),
    d,
  };
}

/** g(x) = 8^{−1/2} Σ_j a_j tanh(2 w_j·x/√d); size about 1 for |x|² ≈ d. After FDZ §V, whose teacher has sigmoid neurons. */
export function teacherOutput(teacher: Teacher, x: Float64Array, offset: number): number {
  const { inner, outer, d } = teacher;
  const scale = 2 / Math.sqrt(d);
  let sum = 0;
  for (let j = 0; j < teacherNeurons; j++) {
    let pre = 0;
    for (let i = 0; i < d; i++) pre += inner[i * teacherNeurons + j] * x[offset + i];
    sum += outer[j] * tanh(scale * pre);
  }
  return sum / Math.sqrt(teacherNeurons);
}

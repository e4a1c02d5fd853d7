import { studentThree } from '../../theory/statistics/studentThree';

/**
 * Independent populations that share the samples: each moves in its own f, so that their spread contains what chance does to
 * training. Parts of one population would not do: training pulls their common f to the targets and leaves its error unseen.
 */
export const populations = 4;

/** Samples of population r: M in as equal parts as can be. */
export function sizeOf(r: number, M: number): number {
  return Math.floor((M + r) / populations);
}

export function meanOf(rows: readonly Float64Array[]): Float64Array {
  return rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i], 0) / rows.length);
}

/**
 * Half the width of the 68.27 % interval of the mean of R = 4 independent rows, t₃ s/√R: it covers the limit as often as one standard
 * deviation of a Gaussian does. 0 for one row, which has no chance in it.
 */
export function errorOf(rows: readonly Float64Array[]): Float64Array {
  const R = rows.length;
  const mean = meanOf(rows);
  if (R === 1) return mean.map(() => 0);
  return mean.map((m, i) => {
    const squares = rows.reduce((sum, row) => sum + (row[i] - m) * (row[i] - m), 0);
    return studentThree.oneSigma * Math.sqrt(squares / (R * (R - 1)));
  });
}

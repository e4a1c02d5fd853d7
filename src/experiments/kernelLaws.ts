/** How the largest entries of K⁽³⁾, K⁽⁴⁾, K⁽⁵⁾ fall with the width, beside HY Theorem 2.3's guide m^{1 − r/2}. */
import type { SweepRow } from '../protocol/sweep';
import type { PowerLaw } from '../theory/statistics/powerLaw';
import type { FindingNumbers } from './finding';
import { lawNumbers, mediansOver, signed, slopeOver, withError } from './slopes';

export interface KernelLaw {
  readonly r: 3 | 4 | 5;
  /** 1 − r/2. */
  readonly guide: number;
  readonly law: PowerLaw;
}

type Where = (row: SweepRow) => boolean;

/** For every order of which the rows have three widths. */
export function kernelLaws(rows: readonly SweepRow[], where?: Where): KernelLaw[] {
  return ([3, 4, 5] as const).flatMap((r) => {
    const law = slopeOver(rows, 'width', `k${r}.max`, where);
    return law ? [{ r, guide: 1 - r / 2, law }] : [];
  });
}

/** "K(3): slope −0.97 ± 0.03, guide −0.5; …." */
export function lawSentence(laws: readonly KernelLaw[]): string {
  return `${laws.map(({ r, guide, law }) => `K^{(${r})}: slope ${withError(law)}, guide ${signed(guide, 1)}`).join('; ')}.`;
}

/** Slopes, guides and medians by width, names with a prefix where there are several networks. */
export function kernelNumbers(
  rows: readonly SweepRow[],
  laws: readonly KernelLaw[],
  prefix = '',
  where?: Where,
): FindingNumbers {
  return Object.assign(
    {},
    ...laws.map(({ r, guide, law }) => {
      const name = `${prefix}k${r}`;
      const { x, medians } = mediansOver(rows, 'width', `k${r}.max`, where);
      return { width: x, [name]: medians, ...lawNumbers(name, law, guide) };
    }),
  ) as FindingNumbers;
}

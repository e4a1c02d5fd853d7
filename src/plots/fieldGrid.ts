/** A rectangle cut into cells, equally wide on their axes' scales: where its edges are and which cell holds a point. */
import { exactDomain, finiteExtent, type Domain } from './axisDomain';
import { axisScale, type ScaleKind } from './axisScale';

export interface FieldAxis {
  readonly kind: ScaleKind;
  /** Centres of the cells, ascending, equally spaced on the scale; at least one. */
  readonly centres: ArrayLike<number>;
  /** Marked at whole numbers only: depths, counts. */
  readonly whole?: boolean;
}

/** From the outer edge of the first cell to that of the last. */
export function fieldDomain({ kind, centres }: FieldAxis): Domain {
  const { low, high, lowPositive } = finiteExtent([centres]);
  const first = kind === 'log' ? lowPositive : low;
  const middles = exactDomain(kind, first, high);
  if (centres.length < 2 || middles[0] !== first || middles[1] !== high) return middles;
  const scale = axisScale(kind, middles, centres.length - 1);
  return exactDomain(kind, scale.value(-0.5), scale.value(centres.length - 0.5));
}

/** Index 0 … count − 1 of the cell at a share 0 … 1 of the axis. */
export function cellOfShare(share: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(share * count)));
}

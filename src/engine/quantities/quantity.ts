import type { TruncationOrder } from '../sweep/truncationErrors';
import type { Member } from './member';

/** Named numbers; one that is not finite becomes null. */
export type Values = Readonly<Record<string, number | null>>;

/** What must be computed once for all quantities of a member; each says what it needs, and the member takes the union. */
export interface QuantityNeeds {
  /** Orders of the hierarchy's kernels, the highest first: the highest that fits the memory is taken. */
  readonly orders: readonly TruncationOrder[];
  /** What the record of the training must hold; null where the network need not be trained. */
  readonly training: { readonly kernels: boolean } | null;
  /** The probe points too. */
  readonly probe: boolean;
}

/** How one thing that a sweep can be asked for is computed. Its names, labels and guides: `protocol/quantities/`. */
export interface Quantity {
  readonly needs: QuantityNeeds;
  readonly compute: (member: Member) => Values | Promise<Values>;
}

import type { TruncationOrder } from '../sweep/truncationErrors';
import type { Member } from './member';

const levels: readonly TruncationOrder[] = [2, 3, 4, 5];

/** p = 5 only where K⁽⁵⁾ is asked for anyway: it costs n times as much as K⁽⁴⁾. */
export function truncationLevels({ askedOrder }: Member): TruncationOrder[] {
  return levels.filter((p) => p <= askedOrder);
}

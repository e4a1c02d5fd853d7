import { formatNumber, formatTime } from '../../plots/formatNumber';
import type { SharpnessRecord } from '../../protocol/sharpness';

/** Within this share of the edge the sharpness has come to rest there. */
const atEdge = 0.1;

/** What the sharpness of a run says of its step, in one sentence with its numbers. */
export function sharpnessSentence({ sharpness, divergedAt }: SharpnessRecord, edge: number): string {
  if (sharpness.length === 0) return 'The network diverges before its first record.';
  const [first, last] = [sharpness[0], sharpness[sharpness.length - 1]];
  const most = Math.max(...sharpness);
  const share = (value: number): string => `${formatNumber(value / edge)} of the edge ${formatNumber(edge)}`;
  if (divergedAt !== null)
    return `The step is too large: from ${share(first)} the network diverges at t = ${formatTime(divergedAt)}.`;
  if (first > edge && last < edge)
    return `A catapult: the sharpness starts at ${share(first)} and falls to ${formatNumber(last / edge)} of it, where the step fits.`;
  if (Math.abs(last / edge - 1) <= atEdge && last > (1 + atEdge) * first)
    return `The sharpness rises to the edge of stability: from ${share(first)} to ${formatNumber(last / edge)} of it.`;
  if (most > edge)
    return `The sharpness passes its edge: at most ${share(most)}, at the end ${formatNumber(last / edge)} of it.`;
  return `The step is small enough throughout: the sharpness is at most ${share(most)}.`;
}

/** What the run shows at the playhead, in one sentence made from its numbers. Parts are plain text, for `MathText`. */
import { formatNumber, formatTime } from '../../plots/formatNumber';

export interface LeadNumbers {
  readonly t: number;
  /** When the network diverged, where t is the last record before that; else null. */
  readonly divergedAt: number | null;
  /** ‖K_t − K_0‖_F/‖K_0‖_F of the network at t; NaN where K_0 is 0 or beyond double precision. */
  readonly drift: number;
  /** Theories on the page with their RMS error at t over the probe set. */
  readonly theories: readonly { readonly label: string; readonly error: number }[];
  /** The error at t of the NTK theory, null where it is not shown. */
  readonly ntkError: number | null;
  /** Largest RMS output of the network on the run: what errors are compared with. */
  readonly scale: number;
}

/** An error below this share of the output is no gap that an eye sees on the plot. */
const visible = 0.02;

export function leadSentence({ t, divergedAt, drift, theories, ntkError, scale }: LeadNumbers): string {
  if (divergedAt !== null) return endSentence(t, divergedAt, drift);
  if (t === 0) return startSentence(theories, scale);
  const moved = Number.isFinite(drift)
    ? `By t = ${formatTime(t)} the network’s kernel has moved by ${percent(drift)}.`
    : `At t = ${formatTime(t)} the motion of the network’s kernel has no measure: its norm at the start is 0, or a number is beyond double precision.`;
  if (scale === 0 || theories.length === 0) return moved;
  const nearest = theories.reduce((a, b) => (b.error < a.error ? b : a));
  const best = `Nearest is ${nearest.label}, off by ${percent(nearest.error / scale)}.`;
  if (ntkError === null) return `${moved} ${best}`;
  const share = ntkError / scale;
  const ntk =
    share < visible
      ? `NTK theory, which holds it still, is right to ${percent(share)}.`
      : `NTK theory, which holds it still, has a gap of ${percent(share)}.`;
  return `${moved} ${ntk} ${best}`;
}

/** What a network that diverged leaves behind. */
function endSentence(t: number, divergedAt: number, drift: number): string {
  const end = `The network diverged at t = ${formatTime(divergedAt)}`;
  if (t === 0 || !Number.isFinite(drift))
    return `${end}: nothing is known of it later than t = ${formatTime(t)}.`;
  return `${end}. By t = ${formatTime(t)}, its last record, its kernel had moved by ${percent(drift)}.`;
}

/** A network that is not centred starts at a draw of its own, and the limits at the mean over all. */
function startSentence(theories: LeadNumbers['theories'], scale: number): string {
  if (theories.length === 0) return 'At t = 0 training starts. Play, and watch the kernel move.';
  const farthest = theories.reduce((a, b) => (b.error > a.error ? b : a));
  if (scale === 0 || farthest.error < visible * scale)
    return 'At t = 0 the network and its theories start together. Play, and watch where they part.';
  return (
    `At t = 0 the network is at a draw of its own and ${farthest.label} at the mean over all draws, ` +
    `off by ${percent(farthest.error / scale)}. Play, and watch what training leaves of that.`
  );
}

/** 1.702 → "170 %", 0.0034 → "0.34 %"; what nobody sees is "less than 0.01 %". */
export function percent(share: number): string {
  const value = 100 * share;
  if (value < 0.01) return 'less than 0.01 %';
  if (value < 9999.5) return `${Number(value.toPrecision(2))} %`;
  return `${formatNumber(value)} %`;
}

import { makeData } from '../theory/data/makeData';
import type { RunNumbers } from './runNumbers';

/** Targets at the probe points, as the run's loss sees them; null where there are none. */
export function probeTargets({ header: { spec } }: RunNumbers): Float64Array | null {
  const { dataset, n, d, target, noise, dataSeed: seed, points, loss } = spec;
  const labels = loss === 'logistic' ? 'sign' : 'real';
  return makeData({ dataset, n, d, target, noise, seed, labels, points }).yProbe;
}

/**
 * Share of the held-out points whose sign the network has right at each of its frames; a network that diverged before is as good as a coin.
 * Null where no target is known.
 */
export function testAccuracies(run: RunNumbers, frames: number): number[] | null {
  const targets = probeTargets(run);
  const { nn } = run.series;
  if (!targets || !nn) return null;
  const p = targets.length;
  return Array.from({ length: frames }, (_, frame) => {
    if (frame >= nn.count) return 0.5;
    let right = 0;
    for (let i = 0; i < p; i++) if (nn.probe[frame * p + i] * targets[i] > 0) right++;
    return right / p;
  });
}

/** Draws of the limit at one time that move smoothly: every frame is distributed as the limit says. */
import type { LineSamples } from '../../plots/linePlot';
import { foldIn } from '../../theory/random/foldIn';
import { prngKey } from '../../theory/random/key';
import { applyRoot, covarianceRoot } from '../../theory/statistics/gaussianDraws';
import { gaussianLoop, loopAt } from '../../theory/statistics/gaussianLoop';
import { pick, rowOf, type EnsembleView } from './view';

/** Curves at a time: more are a tangle. */
const curves = 3;

/** Curves by phase, where the covariance of the limit is known; null without one. */
export function posteriorSamples({ limit, k }: EnsembleView): ((phase: number) => LineSamples) | null {
  const { covarianceProbe, covariance, probe, axis, p } = limit;
  const count = covarianceProbe.length;
  const between = rowOf(covariance, k, count * count);
  if (count === 0 || !between.some((value) => value !== 0)) return null;
  const root = covarianceRoot(between, count);
  const mean = pick(rowOf(probe, k, p), covarianceProbe);
  const x = pick(axis.probe, covarianceProbe);
  const loops = Array.from({ length: curves }, (_, s) => gaussianLoop(foldIn(prngKey(0), s), count));
  return (phase) => ({
    hue: 'ntk',
    x,
    runs: loops.map((loop) => applyRoot(root, loopAt(loop, phase), count).map((value, i) => mean[i] + value)),
  });
}

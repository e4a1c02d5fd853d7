import { useMemo } from 'react';
import { useStore } from 'zustand';
import { experimentStore } from '../../state/experimentStore';
import { frameAt, numbersAt } from '../../state/framesAt';
import { meanFieldStore } from '../../state/meanFieldStore';
import { playbackStore } from '../../state/playbackStore';
import { runStore } from '../../state/runStore';
import { MathText } from '../text/MathText';
import { chaosSlopes } from './ChaosCard';
import { conclusion } from './conclusion';
import { identityGap } from './DissipationCard';
import { outputsNow } from './ThreeFunctionsCard';

/** The conclusion of the view in a sentence made from its numbers. */
export function ParticlesLead() {
  const run = useStore(runStore, (s) => s.run);
  const meanField = useStore(meanFieldStore);
  const time = useStore(playbackStore, (s) => s.time);
  const width = useStore(experimentStore, (s) => s.spec.width);
  const { particles, chaos } = meanField;
  const slopes = useMemo(() => (chaos ? chaosSlopes(chaos) : []), [chaos]);
  const { start, frames } = particles;
  const frame = start && frameAt(start.times, frames, time);
  if (!start || !frame || !run) return <p className="lead">Computing the particles.</p>;
  const points = numbersAt(start.times, frames, time, ({ points: here }) => here);
  const now = outputsNow(run, meanField, time);
  const text = conclusion({
    t: time,
    particles: start.particles,
    width,
    networkToParticles: distance(now.network, now.particles),
    densityToParticles: distance(now.density, now.particles),
    densityError: now.densityError && rms(now.densityError),
    scale: now.particles ? rms(now.particles) : 0,
    moved: points ? displacement(points, frames[0].points) : 0,
    gap: identityGap(frame),
    slopes,
  });
  return (
    <p className="lead">
      <span>
        <MathText text={text} />
      </span>
    </p>
  );
}

function rms(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

function distance(a: Float64Array | null, b: Float64Array | null): number | null {
  return a && b ? rms(a.map((value, k) => value - b[k])) : null;
}

/** RMS displacement over RMS spread about the mean, in the plane. */
function displacement(now: Float32Array, first: Float32Array): number {
  const M = first.length / 3;
  let [moved, spread] = [0, 0];
  for (const offset of [0, 1]) {
    let mean = 0;
    for (let k = offset; k < first.length; k += 3) mean += first[k] / M;
    for (let k = offset; k < first.length; k += 3) {
      moved += (now[k] - first[k]) ** 2;
      spread += (first[k] - mean) ** 2;
    }
  }
  return spread > 0 ? Math.sqrt(moved / spread) : 0;
}

import { useMemo } from 'react';
import { useStore } from 'zustand';
import { linearDomain, type Domain } from '../../plots/axisDomain';
import { formatInteger, formatNumber } from '../../plots/formatNumber';
import {
  createParticleCanvas,
  particleLimits,
  tabulateParticles,
  type ParticleCanvasData,
  type ParticleCanvasOptions,
} from '../../plots/particleCanvas';
import type { ParticlesFrame } from '../../protocol/meanField';
import { numbersAt } from '../../state/framesAt';
import { labSettingsStore } from '../../state/labSettings';
import { meanFieldStore } from '../../state/meanFieldStore';
import { playbackStore } from '../../state/playbackStore';
import { PlotCard } from '../cards/PlotCard';
import { MathText } from '../text/MathText';

/** Share of a dot's strength that is left after one frame while the run plays: a trail of half a second at 30 frames a second. */
const trail = 0.85;
/** A dot in a thousand on either side would stretch the axes for all the others. */
const outer = 0.001;
/** A share of the range that is left free on either side: u frozen at two values lies on the edges. */
const air = 0.06;
const noHandlers = {};
const nothing = new Float32Array(0);

/** The neurons themselves: each a dot at its θ, coloured by its u, as they move. */
export function ParticleCard() {
  const { start, frames, computing } = useStore(meanFieldStore, (s) => s.particles);
  const { trails, contours } = useStore(labSettingsStore, (s) => s.particles);
  const data = useMemo<ParticleCanvasData | null>(() => {
    if (!start || frames.length === 0) return null;
    const ends = [frames[0].points, frames[frames.length - 1].points];
    return {
      title: 'Particles',
      xTitle: start.xTitle,
      yTitle: start.yTitle,
      valueTitle: 'u',
      xDomain: extentOf(frames, 0),
      yDomain: extentOf(frames, 1),
      limits: particleLimits(ends, 'diverging'),
      colour: 'diverging',
    };
  }, [start, frames]);
  const share =
    start?.share == null ? '' : `; this plane holds ${formatNumber(100 * start.share, 2)} % of their motion`;
  return (
    <PlotCard
      title="Particles"
      span={7}
      reading={
        start ? (
          <MathText
            text={`${formatInteger(start.particles)} neurons of the mean field, coloured by u, at the playhead${share}`}
          />
        ) : (
          'The neurons of the mean field, coloured by u'
        )
      }
      create={createParticleCanvas}
      handlers={noHandlers}
      data={data}
      empty={computing ? 'Computing the particles.' : 'There are no particles of this network.'}
      options={{ points: nothing, trail: trails ? trail : 0, contours }}
      live={live}
      table={() => data && tabulateParticles(data, live().points ?? nothing)}
    />
  );
}

function live(): Partial<ParticleCanvasOptions> {
  const { start, frames } = meanFieldStore.getState().particles;
  const points =
    start && numbersAt(start.times, frames, playbackStore.getState().time, (frame) => frame.points);
  return { points: points ?? nothing };
}

/** Axes for the whole run: all but the outermost particles of the first and the last moment. */
function extentOf(frames: readonly ParticlesFrame[], offset: number): Domain {
  const ends = [frames[0], frames[frames.length - 1]].map(({ points }) =>
    points.filter((_, k) => k % 3 === offset).sort(),
  );
  const at = (values: Float32Array, share: number): number =>
    values[Math.min(values.length - 1, Math.floor(share * values.length))];
  const low = Math.min(...ends.map((values) => at(values, outer)));
  const high = Math.max(...ends.map((values) => at(values, 1 - outer)));
  const margin = air * (high - low);
  return linearDomain(low - margin, high + margin);
}

import { useMemo } from 'react';
import { useStore } from 'zustand';
import { formatNumber } from '../../plots/formatNumber';
import type { TimePlotData, TimeSeries } from '../../plots/timePlot';
import { experimentStore } from '../../state/experimentStore';
import { frameAt } from '../../state/framesAt';
import { meanFieldStore } from '../../state/meanFieldStore';
import { playbackStore } from '../../state/playbackStore';
import { TimeCard } from '../cards/TimeCard';
import { MathText } from '../text/MathText';
import { densityHue } from './densityHue';

interface TwoSides {
  readonly energyRate: number;
  readonly dissipation: number;
  /** By refinement, where there is a grid. */
  readonly dissipationError?: number;
}

/** |left/right − 1| of FDZ eq. 22; null where both are 0. */
export function identityGap({ energyRate, dissipation }: TwoSides): number | null {
  return dissipation === 0 ? null : Math.abs(energyRate / dissipation - 1);
}

/** Both sides of the dissipation identity, for the particles and for the density. */
export function DissipationCard() {
  const particles = useStore(meanFieldStore, (s) => s.particles);
  const density = useStore(meanFieldStore, (s) => s.density);
  const noisy = useStore(experimentStore, (s) => s.spec.optimizer === 'noisy');
  const data = useMemo<TimePlotData | null>(() => {
    if (!particles.start || particles.frames.length === 0) return null;
    const { times } = particles.start;
    const sides = (
      name: string,
      frames: readonly TwoSides[],
      at: Float64Array,
      hue: TimeSeries['hue'],
    ): TimeSeries[] => [
      {
        key: `${name} left`,
        label: `−dE/dt, ${name}`,
        hue,
        times: at,
        values: Float64Array.from(frames, (frame) => -frame.energyRate),
      },
      {
        key: `${name} right`,
        label: `∫‖∇g‖² dρ, ${name}`,
        hue: typeof hue === 'number' ? 1 : 0.2,
        times: at,
        values: Float64Array.from(frames, (frame) => -frame.dissipation),
      },
    ];
    return {
      title: 'Dissipation',
      yTitle: 'energy lost per time',
      series: [
        ...sides('particles', particles.frames, times, 'meanField'),
        ...(density.start && density.frames.length > 0
          ? sides('density', density.frames, density.start.times, densityHue)
          : []),
      ],
    };
  }, [particles, density]);
  const text = useStore(playbackStore, ({ time }) => {
    const of = (
      name: string,
      part: {
        readonly start: { readonly times: Float64Array } | null;
        readonly frames: readonly TwoSides[];
      },
    ): string[] => {
      const frame = part.start && frameAt(part.start.times, part.frames, time);
      const gap = frame && identityGap(frame);
      if (gap == null) return [];
      const known = frame?.dissipationError && Math.abs(frame.dissipationError / frame.dissipation);
      return [
        `${formatNumber(gap, 2)} for the ${name}${known ? ` (whose grid knows them to ${formatNumber(known, 1)})` : ''}`,
      ];
    };
    const gaps = [...of('particles', particles), ...of('density', density)];
    if (gaps.length === 0) return '';
    return `; the two sides now differ by ${gaps.join(' and ')}, relatively`;
  });
  return (
    <TimeCard
      title="Dissipation"
      axes="particles.dissipation"
      span={6}
      legend
      data={data}
      reading={
        <MathText
          text={`dE/dt = −∫‖∇g‖² dρ, E the loss with its decay (FDZ eq. 22)${noisy ? ', of the drift alone for particles, with the entropy for the density' : ''}${text}`}
        />
      }
    />
  );
}

import { useMemo } from 'react';
import { useStore } from 'zustand';
import { formatNumber } from '../../plots/formatNumber';
import type { TimePlotData } from '../../plots/timePlot';
import { effectiveSpec } from '../../protocol/effectiveSpec';
import { experimentStore } from '../../state/experimentStore';
import { meanFieldStore } from '../../state/meanFieldStore';
import { TimeCard } from '../cards/TimeCard';
import { MathText } from '../text/MathText';
import { densityHue } from './densityHue';

/** Under noise: how the particles spread, and how far the density is from e^{−g/λ_p}, the law at rest. */
export function RestCard() {
  const noisy = useStore(experimentStore, (s) => s.spec.optimizer === 'noisy');
  const held = useStore(experimentStore, (s) => effectiveSpec(s.spec).decayTheta > 0);
  const particles = useStore(meanFieldStore, (s) => s.particles);
  const density = useStore(meanFieldStore, (s) => s.density);
  const data = useMemo<TimePlotData | null>(() => {
    if (!particles.start || particles.frames.length === 0) return null;
    return {
      title: 'Law at rest',
      yTitle: 'variance; distance',
      series: [
        {
          key: 'variance',
          label: 'variance of θ, particles',
          hue: 'meanField',
          times: particles.start.times,
          values: Float64Array.from(particles.frames, (frame) => frame.variance),
        },
        ...(density.start && density.frames.length > 0
          ? [
              {
                key: 'gibbs',
                label: 'distance of ρ from exp(−g/λ_p)',
                hue: densityHue,
                times: density.start.times,
                values: Float64Array.from(density.frames, (frame) => frame.fromGibbs),
              },
            ]
          : []),
      ],
    };
  }, [particles, density]);
  if (!noisy) return null;
  const last = density.frames.at(-1)?.fromGibbs;
  const said =
    last === undefined || !Number.isFinite(last)
      ? ''
      : `; the density is ${formatNumber(last, 2)} away from it in total variation`;
  return (
    <TimeCard
      title="Law at rest"
      axes="particles.rest"
      span={12}
      legend
      data={data}
      reading={
        <MathText
          text={
            held
              ? `noise of temperature λ_p and decay hold the neurons at exp(−g/λ_p) (FDZ §V), −∇g their drift in t: variance λ_p over the rate of decay where g is quadratic${said}`
              : 'without decay of the hidden weights nothing holds the neurons: noise spreads them without end'
          }
        />
      }
    />
  );
}

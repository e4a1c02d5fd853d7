import { useMemo } from 'react';
import { useStore } from 'zustand';
import { formatNumber } from '../../plots/formatNumber';
import { gaugeShare, regimeName } from '../../plots/regimeGauge';
import { predictorStyle } from '../../plots/predictorStyle';
import { fields } from '../../protocol/fields';
import { predictorNames } from '../../protocol/predictors';
import { kernelMeasureNames } from '../../protocol/run';
import { experimentStore } from '../../state/experimentStore';
import { playbackStore } from '../../state/playbackStore';
import { outputScale } from '../../state/predictionError';
import { indexAt } from '../../state/recordedTime';
import { runStore } from '../../state/runStore';
import { resolveAlpha } from '../../theory/network/parametrisation';
import { MathText } from '../text/MathText';
import { errorNow } from './errorNow';
import { percent } from './leadSentence';

/** Where this run stands between the two limits: how far the network's kernel has moved. */
export function RegimeGauge() {
  const measures = useStore(runStore, (s) => s.run?.series.nn?.measures);
  const count = useStore(runStore, (s) => s.run?.series.nn?.count ?? 0);
  const times = useStore(runStore, (s) => s.run?.header.times);
  const drift = useStore(playbackStore, (s) => {
    if (!measures || !times || count === 0) return null;
    return measures[Math.min(count - 1, indexAt(times, s.time)) * kernelMeasureNames.length];
  });
  const why = useWhy();
  const at = drift === null ? 0 : gaugeShare(drift);
  return (
    <div
      className="gauge"
      title={why}
      aria-description={why}
      role="meter"
      aria-label="Regime"
      aria-valuemin={0}
      aria-valuemax={1}
      aria-valuenow={at}
      aria-valuetext={
        drift === null
          ? 'unknown'
          : `${regimeName(drift)}: the kernel has moved by ${formatNumber(drift)} of its norm`
      }
    >
      <span>lazy · NTK</span>
      <span className="bar">
        <span className="needle" style={{ left: `${at * 100}%` }} />
      </span>
      <span>rich · mean field</span>
      <span className="value">
        <MathText text={`‖K_t − K_0‖/‖K_0‖ = ${drift === null ? '–' : formatNumber(drift)}`} />
      </span>
    </div>
  );
}

/** The numbers behind the needle: where α stands between its two scales, and which theory is nearest now. */
function useWhy(): string {
  const run = useStore(runStore, (s) => s.run);
  const width = useStore(experimentStore, (s) => s.spec.width);
  const alpha = useStore(experimentStore, (s) =>
    fields.alpha.usedBy(s.spec) === true ? resolveAlpha(s.spec.alpha, s.spec.width) : null,
  );
  const scale = useMemo(() => (run?.series.nn ? outputScale(run.series.nn, run.header.p) : 0), [run]);
  const nearest = useStore(playbackStore, (s) => {
    if (!run) return '';
    const errors = predictorNames.flatMap((name) => {
      const error = name === 'nn' ? null : errorNow(run.errors[name], run.header.times, s.time);
      return error !== null && Number.isFinite(error) ? [{ name, error }] : [];
    });
    if (errors.length === 0 || !(scale > 0)) return '';
    const { name, error } = errors.reduce((a, b) => (b.error < a.error ? b : a));
    return ` Nearest theory now: ${predictorStyle[name].label}, off by ${percent(error / scale)} of the output.`;
  });
  const root = Math.sqrt(width);
  const scales =
    alpha === null
      ? ''
      : ` α/√m = ${formatNumber(alpha / root)}: 1 is the scale of the tangent kernel, 1/√m = ${formatNumber(1 / root)} that of the mean field.`;
  return `Lazy below a drift of 0.1, rich above 1.${scales}${nearest}`;
}

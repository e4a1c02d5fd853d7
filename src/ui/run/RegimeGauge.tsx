import { useMemo } from 'react';
import { formatNumber } from '../../plots/formatNumber';
import { gaugeShare, regimeName } from '../../plots/regimeGauge';
import { predictorStyle } from '../../plots/predictorStyle';
import { fields } from '../../protocol/fields';
import { predictorNames } from '../../protocol/predictors';
import { outputScale } from '../../state/predictionError';
import { MathText } from '../text/MathText';
import { driftAt } from './driftAt';
import { errorNow } from './errorNow';
import { percent } from './leadSentence';
import { usePlayback, useRun } from './runContext';
import { useSettledRun } from './useSettledRun';

/** Where this run stands between the two limits: how far the network's kernel has moved. */
export function RegimeGauge() {
  const run = useSettledRun();
  const drift = usePlayback((s) => {
    const count = run?.series.nn?.count ?? 0;
    return run && count > 0 ? driftAt(run, Math.min(s.time, run.header.times[count - 1])) : null;
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
  const run = useRun((s) => s.run);
  const scale = useMemo(() => (run?.series.nn ? outputScale(run.series.nn, run.header.p) : 0), [run]);
  const nearest = usePlayback((s) => {
    if (!run || !(scale > 0)) return '';
    const errors = predictorNames.flatMap((name) => {
      const error = name === 'nn' ? null : errorNow(run.errors[name], run.header.times, s.time);
      return error !== null && Number.isFinite(error) ? [{ name, error }] : [];
    });
    if (errors.length === 0) return '';
    const { name, error } = errors.reduce((a, b) => (b.error < a.error ? b : a));
    return ` Nearest theory now: ${predictorStyle[name].label}, off by ${percent(error / scale)} of the output.`;
  });
  const bounds = 'Lazy below a drift of 0.1, rich above 1.';
  if (!run || fields.alpha.usedBy(run.header.spec) !== true) return bounds + nearest;
  const root = Math.sqrt(run.header.spec.width);
  return `${bounds} α/√m = ${formatNumber(run.header.alpha / root)}: 1 is the scale of the tangent kernel, 1/√m = ${formatNumber(1 / root)} that of the mean field.${nearest}`;
}

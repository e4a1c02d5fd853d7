import { formatNumber } from '../../plots/formatNumber';
import { gaugeShare, regimeName } from '../../plots/regimeGauge';
import { kernelMeasureNames } from '../../protocol/run';
import { indexAt } from '../../state/recordedTime';
import { MathText } from '../text/MathText';
import { usePlayback, useRun } from './runContext';

/** Where this run stands between the two limits: how far the network's kernel has moved. */
export function RegimeGauge() {
  const measures = useRun((s) => s.run?.series.nn?.measures);
  const count = useRun((s) => s.run?.series.nn?.count ?? 0);
  const times = useRun((s) => s.run?.header.times);
  const drift = usePlayback((s) => {
    if (!measures || !times || count === 0) return null;
    return measures[Math.min(count - 1, indexAt(times, s.time)) * kernelMeasureNames.length];
  });
  const at = drift === null ? 0 : gaugeShare(drift);
  return (
    <div
      className="gauge"
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

import { useStore } from 'zustand';
import type { CSSProperties } from 'react';
import { formatNumber } from '../../plots/formatNumber';
import { stepLimit } from '../../protocol/stepLimit';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
import { learningRateLimitOf } from '../../state/learningRateLimitOf';
import { runStore } from '../../state/runStore';
import { MathText } from '../text/MathText';

/** Decades shown left and right of the limit. */
const decades = 2;

/** A slider for η with the limit of the linearised problem marked, and what happens beyond it. */
export function LearningRateLimit() {
  const lr = useStore(experimentStore, (s) => s.spec.lr);
  const limit = useStore(runStore, (s) => learningRateLimitOf(s.run));
  // The rule whose limit the number is: the run's, until the one that was just asked for has its own.
  const rule = useStore(runStore, (s) => s.run?.header.spec ?? null);
  if (rule === null || limit === null || !(limit > 0)) return null;
  const { formula, beyond } = stepLimit(rule);
  const at = Math.min(1, Math.max(0, (Math.log10(lr / limit) + decades) / (decades + 1)));
  const mark = decades / (decades + 1);
  return (
    <>
      <span className="limit">
        <input
          type="range"
          aria-label="Learning rate"
          aria-valuetext={`${formatNumber(lr)}, ${formatNumber((lr / limit) * 100)} % of the limit ${formatNumber(limit)}`}
          min={0}
          max={1}
          step={0.005}
          value={at}
          style={{ '--fill': `${at * 100}%` } as CSSProperties}
          onChange={(e) => {
            const exponent = Number(e.target.value) * (decades + 1) - decades;
            experimentHistory.edit({ lr: Number((limit * 10 ** exponent).toPrecision(3)) }, 'slider lr');
          }}
          onPointerUp={() => experimentHistory.endGesture()}
          onBlur={() => experimentHistory.endGesture()}
        />
        <span className="mark" style={{ left: `calc(${mark * 100}% - ${(mark - 0.5) * 18 + 1}px)` }} />
      </span>
      <span className={lr > limit ? 'why warning' : 'why'} role={lr > limit ? 'status' : undefined}>
        {lr > limit ? 'Beyond the limit' : 'Limit'}{' '}
        <MathText text={`${formula}/λ_{max} = ${formatNumber(limit, 3)}`} />
        {lr > limit && `: ${beyond}.${rule.loss === 'square' ? ' Take a smaller step.' : ''}`}
      </span>
    </>
  );
}

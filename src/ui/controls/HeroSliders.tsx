import { useStore } from 'zustand';
import { experimentHistory, experimentStore } from '../../state/experimentStore';
import { formatInteger, formatNumber } from '../../plots/formatNumber';
import { fields } from '../../protocol/fields';
import { HeroSlider } from './HeroSlider';
import { parseAlpha, parseNumber } from './parseNumber';

/** Width, depth and output scale: the three numbers that decide which theory is right. */
export function HeroSliders() {
  return (
    <div className="heroes">
      <WidthSlider />
      <DepthSlider />
      <AlphaSlider />
    </div>
  );
}

function WidthSlider() {
  const width = useStore(experimentStore, (s) => s.spec.width);
  const { min, max, step } = fields.width;
  return (
    <HeroSlider
      name="width"
      label="Width"
      value={width}
      text={String(width)}
      valueText={`${formatInteger(width)} neurons per layer`}
      min={min}
      max={max}
      logarithmic
      keyStep={step}
      disabledBecause={null}
      toPatch={(v) => ({ width: Math.round(v) })}
      onEnter={(text) => enter(parseNumber(text), (v) => experimentHistory.edit({ width: v }))}
      ends={
        <>
          <span>{min}</span>
          <span>{formatInteger(max)}</span>
        </>
      }
    />
  );
}

function DepthSlider() {
  const depth = useStore(experimentStore, (s) => s.spec.depth);
  const why = useStore(experimentStore, (s) => fields.depth.usedBy(s.spec));
  const { min, max, step } = fields.depth;
  return (
    <HeroSlider
      name="depth"
      label="Depth"
      value={depth}
      text={String(depth)}
      valueText={`${depth} hidden ${depth === 1 ? 'layer' : 'layers'}`}
      min={min}
      max={max}
      logarithmic
      keyStep={Math.max(step, (depth + 1) / depth)} // one layer at least
      disabledBecause={why === true ? null : why}
      toPatch={(v) => ({ depth: Math.round(v) })}
      onEnter={(text) => enter(parseNumber(text), (v) => experimentHistory.edit({ depth: v }))}
      ends={
        <>
          <span>{min}</span>
          <span>{formatInteger(max)}</span>
        </>
      }
    />
  );
}

/** How close, as a factor, a dragged α must come to √m to take it. */
const snap = 1.06;

function AlphaSlider() {
  const alpha = useStore(experimentStore, (s) => s.spec.alpha);
  const width = useStore(experimentStore, (s) => s.spec.width);
  const why = useStore(experimentStore, (s) => fields.alpha.usedBy(s.spec));
  const root = Math.sqrt(width);
  const value = alpha === 'sqrt' ? root : alpha;
  const shown = formatNumber(value, 3);
  const near = (v: number): boolean => v < root * snap && v > root / snap;
  const disabled = why !== true;
  return (
    <HeroSlider
      name="alpha"
      label="Output scale"
      value={value}
      text={shown}
      valueText={alpha === 'sqrt' ? `the square root of the width, ${shown}: the NTK scale` : shown}
      min={0.1}
      max={4 * root}
      logarithmic
      keyStep={fields.alpha.step}
      disabledBecause={disabled ? why : null}
      toPatch={(v, dragging) => ({ alpha: dragging && near(v) ? 'sqrt' : Number(v.toPrecision(3)) })}
      onEnter={(text) => enter(parseAlpha(text), (v) => experimentHistory.edit({ alpha: v }))}
      ends={
        <>
          <button
            type="button"
            disabled={disabled}
            aria-pressed={alpha === 1}
            onClick={() => experimentHistory.edit({ alpha: 1 })}
          >
            1 · mean field
          </button>
          <button
            type="button"
            disabled={disabled}
            aria-pressed={alpha === 'sqrt'}
            onClick={() => experimentHistory.edit({ alpha: 'sqrt' })}
          >
            √m · NTK
          </button>
        </>
      }
    />
  );
}

function enter<T>(value: T | null, take: (value: T) => void): boolean {
  if (value === null) return false;
  take(value);
  return true;
}

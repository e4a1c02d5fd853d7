import type { ScaleKind } from '../../plots/axisScale';

interface ScaleToggleProps {
  readonly axis: 'vertical' | 'time';
  readonly scale: ScaleKind;
  readonly onChange: (scale: ScaleKind) => void;
}

/** Logarithmic or linear, one axis. */
export function ScaleToggle({ axis, scale, onChange }: ScaleToggleProps) {
  return (
    <button
      type="button"
      className="button small quiet"
      aria-pressed={scale === 'log'}
      aria-label={`Logarithmic ${axis} axis`}
      title={`Logarithmic ${axis} axis`}
      onClick={() => onChange(scale === 'log' ? 'linear' : 'log')}
    >
      log {axis === 'time' ? 't' : 'y'}
    </button>
  );
}

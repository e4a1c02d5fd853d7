import type { ScaleKind } from '../../plots/axisScale';

interface ScaleToggleProps {
  readonly axis: 'vertical' | 'time';
  readonly scale: ScaleKind;
  readonly onTurn: () => void;
}

/** Logarithmic or linear, one axis. */
export function ScaleToggle({ axis, scale, onTurn }: ScaleToggleProps) {
  return (
    <button
      type="button"
      className="button small quiet"
      aria-pressed={scale === 'log'}
      aria-label={`Logarithmic ${axis} axis`}
      title={`Logarithmic ${axis} axis`}
      onClick={onTurn}
    >
      log {axis === 'time' ? 't' : 'y'}
    </button>
  );
}
